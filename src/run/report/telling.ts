import type { ReportedCheck } from './report';

/** So large a part of what could show a cause must show it. */
const least = 0.9;

/** Whether so many of so many are enough to speak of a cause; from fewer than `fewest` nothing general follows. */
export function isConclusive(showing: number, all: number, fewest = 5): boolean {
  return all >= fewest && showing / all >= least;
}

/** Whether a check has something to say that a cause could explain. */
export function isFinding({ status }: ReportedCheck): boolean {
  return status === 'failed' || status === 'warned' || status === 'not-verified';
}
