import { retiredChecks } from '../../contract/catalogue';
import type { Report, ReportedCheck } from '../../report/report';
import { conclude, reopen } from '../../report/verdict/build';
import { failsTheRun } from '../../report/verdict/counts';
import { nearestName } from '../../text/prose';
import { isDrawn } from '../report-on';

/** A failure that is known and accepted. */
export interface BaselineEntry {
  readonly check: string;
  readonly reason: string;
  /** What was received when it was accepted, see `receivedClass`; without it, any failure that `isLetIn` does not find. */
  readonly received?: string;
  /** The last day on which it is accepted, `2027-12-31`, in UTC. */
  readonly until?: string;
  /** Where the entry stands: `baseline.yaml:4:3`. */
  readonly place: string;
}

/** The entries of a baseline file in its order, at most one for a check. */
export type Baseline = readonly BaselineEntry[];

type Found = Pick<ReportedCheck, 'message' | 'received'>;

/**
 * What was received instead of what was expected, as written in a baseline: a status such as `401` if the check is
 * about the status, `no answer`, or `shape` if something in the response is wrong.
 */
export function receivedClass({ message = '', received = '' }: Found): string {
  const status = /^(\d{3})(?: with |$)/.exec(received)?.[1];
  if (status !== undefined) return status;
  return /\bno (?:answer|response)\b/i.test(message) ? 'no answer' : 'shape';
}

/** Whether a token was given where it should not be: an entry covers that only if it says so. */
export function isLetIn({ received = '' }: Found): boolean {
  return /^2\d\d with an access object/.test(received);
}

/** How the received differs from what was accepted; undefined if it is the same. */
function comparedWith(accepted: string | undefined, found: Found): string | undefined {
  const now = receivedClass(found);
  if (accepted === undefined)
    return isLetIn(found)
      ? `The entry of the baseline names no received; the run received ${now}, worse than accepted unless the entry says "received: ${now}".`
      : undefined;
  if (now === accepted) return undefined;
  const relation =
    gravity(now) > gravity(accepted) ? 'worse than accepted' : 'which differs from what was accepted';
  return `The baseline accepts ${nameOf(accepted)}; the run received ${nameOf(now)}, ${relation}.`;
}

/** Accepting a login that should be refused is worse than an error, and that is worse than another refusal. */
function gravity(received: string): number {
  if (received.startsWith('2')) return 3;
  return received.startsWith('5') || received === 'no answer' ? 2 : 1;
}

function nameOf(received: string): string {
  return received === 'shape' ? 'a response of a different shape' : received;
}

/**
 * The report judged with a baseline. A listed check that fails the run is an expected failure; an entry is stale when
 * its check passes or does not exist, or when its date is past, and that fails the run. That a check of drawn requests
 * passes is a note, since the next seed may show the failure again. A listed check that was not run, did not apply,
 * could not be verified, or warns is left as it is, and its entry too: nothing shows whether the entry is right.
 *
 * @param known the ids of all checks of the suite, selected or not
 */
export function withBaseline(report: Report, baseline: Baseline, known: readonly string[]): Report {
  const draft = reopen(report);
  const expected = expectation(baseline, report);
  // A run that ended early is no reason to change the baseline.
  const stale = report.stopped ? [] : staleEntries(report, baseline, known);
  const notes = report.stopped ? [] : passingByChance(report, baseline);
  return conclude({
    ...draft,
    ...(stale.length > 0 && { staleBaseline: stale }),
    ...(notes.length > 0 && { baselineNotes: notes }),
    checks: draft.checks.map((check) => {
      const entry = expected(check);
      if (entry) return { ...check, status: 'expected-failure', expectedBecause: entry.reason };
      const difference = differenceFrom(baseline, check, report);
      return difference === undefined
        ? check
        : { ...check, message: `${difference} ${check.message ?? ''}`.trim() };
    }),
  });
}

/** How the failure of a listed check differs from the one that was accepted. */
function differenceFrom(baseline: Baseline, check: ReportedCheck, report: Report): string | undefined {
  const entry = baseline.find((each) => each.check === check.id && !isOver(each, report));
  return entry && failsTheRun(check, report.strict) ? comparedWith(entry.received, check) : undefined;
}

/** The entry that makes a result an expected failure in a run, if there is one. */
export function expectation(
  baseline: Baseline,
  run: Pick<Report, 'startedAt' | 'strict'>,
): (
  check: Pick<ReportedCheck, 'id' | 'status' | 'level' | 'message' | 'received'>,
) => BaselineEntry | undefined {
  const entries = new Map(
    baseline.filter((entry) => !isOver(entry, run)).map((entry) => [entry.check, entry]),
  );
  return (check) => {
    const entry = failsTheRun(check, run.strict) ? entries.get(check.id) : undefined;
    return entry && comparedWith(entry.received, check) === undefined ? entry : undefined;
  };
}

function staleEntries(report: Report, baseline: Baseline, known: readonly string[]): string[] {
  const checks = new Map(report.checks.map((check) => [check.id, check]));
  const ids = new Set(known);
  return baseline.flatMap((entry) => {
    if (!ids.has(entry.check)) return [`${entry.place}: ${unknownCheck(entry.check, known)}`];
    const check = checks.get(entry.check);
    const why = staleness(entry, isByChance(check, report) ? undefined : check, report);
    return why === undefined ? [] : [`${entry.place}: ${why}`];
  });
}

function passingByChance(report: Report, baseline: Baseline): string[] {
  const passing = new Set(report.checks.filter((check) => isByChance(check, report)).map(({ id }) => id));
  return baseline
    .filter((entry) => passing.has(entry.check) && !isOver(entry, report))
    .map(
      ({ check, place }) =>
        `${place}: ${check} passes with seed ${report.seed}; another seed may show the failure again, so remove the entry only if it is fixed.`,
    );
}

/** Whether a check passes that other generated or combined requests might fail; without a seed there were none. */
export function isByChance(check: ReportedCheck | undefined, { seed }: Report): boolean {
  return check?.status === 'passed' && seed !== undefined && isDrawn(check);
}

function staleness(
  entry: BaselineEntry,
  check: ReportedCheck | undefined,
  report: Report,
): string | undefined {
  if (check?.status === 'passed') return `${entry.check} passes; remove the entry from the baseline.`;
  if (!isOver(entry, report)) return undefined;
  return `${entry.check} should have been fixed by ${entry.until}; fix it, or give the entry a later date.`;
}

function isOver({ until }: BaselineEntry, report: Pick<Report, 'startedAt'>): boolean {
  return until !== undefined && until < report.startedAt.slice(0, 10);
}

function unknownCheck(id: string, known: readonly string[]): string {
  const successor = retiredChecks().get(id);
  if (successor !== undefined)
    return `${id} was replaced by ${successor}; list that one, or remove the entry.`;
  const [first] = known.filter((check) => check.startsWith(`${id}/`));
  if (first !== undefined) {
    return `${id} is a requirement; list its checks that fail, such as ${first}.`;
  }
  const meant = nearestName(id, known);
  const remedy = meant === undefined ? 'correct the id' : `write ${meant} if you mean that`;
  return `there is no check ${id}; ${remedy}, or remove the entry.`;
}
