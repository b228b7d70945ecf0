import { compareReports } from '../diff';
import { listOf, quantity } from '../report/prose';
import type { Report } from '../report/report';
import { failsTheRun } from '../report/failing';
import type { Cause } from './change';

/** A run that is over: its report, and its exit code when the reports were written. */
export interface Ended {
  readonly report: Report;
  readonly code: number;
}

export interface WatchOptions {
  /** Runs the selection, or those of its checks that are given, and makes the report known. */
  readonly run: (checks?: readonly string[], seed?: number) => Promise<Ended>;
  /** Waits for a reason to run again; undefined is the end. */
  readonly change: (failed: readonly string[]) => Promise<Cause | undefined>;
  readonly stopped: AbortSignal;
  /** Reports what is going on, one sentence a call. */
  readonly say: (sentence: string) => void;
}

const causes: Readonly<Record<Cause, string>> = {
  back: 'The server is back',
  changed: 'The server responds differently',
  asked: 'On request',
};

/** Names in one sentence. */
const mostNames = 5;

/**
 * Runs the checks again and again, for somebody who fixes a server: first those that failed, and when they pass, all.
 *
 * @returns the exit code of the last run
 */
export async function watch({ run, change, stopped, say }: WatchOptions): Promise<number> {
  let last = await run();
  let whole = last.report;
  let failed = pendingOf(last.report, []);
  while (!stopped.aborted) {
    say(
      `Watching the server: ${failed.length > 0 ? `${quantity(failed.length, 'check')} failed` : 'nothing to fix'}; Ctrl-C ends it.`,
    );
    const cause = await change(failed);
    if (cause === undefined) break;
    if (failed.length > 0) {
      say(`${causes[cause]}: running ${quantity(failed.length, 'failed check')} first.`);
      const before = failed;
      // Generated requests are the same by the same seed.
      last = await run(before, whole.seed);
      failed = pendingOf(last.report, before);
      const now = failed;
      say(
        fixedSentence(
          before.filter((id) => !now.includes(id)),
          now,
        ),
      );
      if (failed.length > 0) continue;
      say('Running the whole selection.');
    } else say(`${causes[cause]}: running the whole selection.`);
    if (stopped.aborted) break;
    last = await run(undefined, whole.seed);
    const { newlyFailing } = compareReports(whole, last.report);
    if (newlyFailing.length > 0)
      say(
        `Newly failing: ${listOf(
          newlyFailing.map(({ id }) => id),
          mostNames,
        )}.`,
      );
    if (last.report.checks.length > 0) whole = last.report;
    failed = pendingOf(last.report, []);
  }
  return last.code;
}

/** The checks that fail, and those that failed before and could not be verified now. */
function pendingOf(report: Report, before: readonly string[]): readonly string[] {
  return report.checks
    .filter(
      (check) =>
        failsTheRun(check, report.strict) || (check.status === 'not-verified' && before.includes(check.id)),
    )
    .map(({ id }) => id);
}

function fixedSentence(fixed: readonly string[], still: readonly string[]): string {
  const parts = [
    ...(fixed.length > 0 ? [`Fixed: ${listOf(fixed, mostNames)}.`] : []),
    ...(still.length > 0 ? [`Still failing: ${listOf(still, mostNames)}.`] : []),
  ];
  return parts.join(' ');
}
