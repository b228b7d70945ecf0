import type { Report } from './report';

type Span = Pick<Report, 'startedAt' | 'finishedAt'>;

/** From the start of the first of several runs to the end of the last; ISO 8601 in UTC sorts as time does. */
export function spanOf(runs: readonly Span[]): Span {
  return {
    startedAt: runs.map(({ startedAt }) => startedAt).sort()[0] ?? '',
    finishedAt:
      runs
        .map(({ finishedAt }) => finishedAt)
        .sort()
        .at(-1) ?? '',
  };
}
