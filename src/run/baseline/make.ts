import { Document, YAMLMap, YAMLSeq } from 'yaml';
import { rootCauses } from '../../report/findings/causes';
import { withoutExample } from '../../report/findings/cause-key';
import { findingsOf, groupBy } from '../../report/findings/findings';
import type { Report, ReportedCheck } from '../../report/report';
import { failsTheRun } from '../../report/verdict/counts';
import { oneLine } from '../../text/printable';
import { type Baseline, type BaselineEntry, isByChance, isLetIn, receivedClass } from './baseline';

const head = [
  ' Failures that are known and accepted. Each entry needs a reason; "until: 2027-12-31" in an entry',
  ' names the last day on which the failure is accepted. Checks that fail for the same reason share an entry.',
].join('\n');

/** A baseline made from a report. */
export interface NewBaseline {
  /** The text of the file, YAML. */
  readonly text: string;
  readonly entries: number;
  /** The number of checks that they list. */
  readonly checks: number;
  /** Entries whose reason is still to be written; a run refuses them. */
  readonly withoutReason: number;
  /** The checks whose entries were left out, since they pass now. */
  readonly passing: readonly string[];
}

/** An entry for all checks that fail for one cause. */
interface Group extends Omit<BaselineEntry, 'place' | 'check'> {
  readonly cause: string;
  readonly checks: readonly string[];
}

/**
 * A baseline of the checks that fail the run of a report, each entry with what was received and the known reason: that
 * of an earlier baseline, or the one in the report; otherwise empty, to be filled in once per cause.
 *
 * @param earlier entries to keep with their dates, unless their check passes in the report, whatever its seed
 */
export function baselineFor(report: Report, earlier: Baseline = []): NewBaseline {
  const checks = new Map(report.checks.map((check) => [check.id, check]));
  const listed = new Set(earlier.map(({ check }) => check));
  const passes = ({ check: id }: BaselineEntry): boolean => {
    const check = checks.get(id);
    return check?.status === 'passed' && !isByChance(check, report);
  };
  const fails = (check: ReportedCheck | undefined): check is ReportedCheck =>
    check !== undefined && (check.status === 'expected-failure' || failsTheRun(check, report.strict));
  const causeOf = causesIn(report);
  const kept = earlier
    .filter((entry) => !passes(entry))
    .map((entry) => {
      const check = checks.get(entry.check);
      // Nobody accepted that a token is given, so it is not written in passing.
      const now = fails(check) && !isLetIn(check) ? receivedClass(check) : undefined;
      return { ...entry, received: entry.received ?? now, cause: check ? causeOf(check) : '' };
    });
  const added = report.checks
    .filter((check) => !listed.has(check.id) && fails(check))
    .map((check) => ({
      check: check.id,
      reason: check.expectedBecause ?? '',
      received: receivedClass(check),
      cause: causeOf(check),
    }));
  const groups = [
    ...grouped(kept, ({ place, received }) => [place, received]),
    ...grouped(added, ({ cause, reason, received }) => [cause, reason, received]),
  ];
  return {
    text: toYaml(groups, report.seed),
    entries: groups.length,
    checks: kept.length + added.length,
    withoutReason: groups.filter(({ reason }) => reason === '').length,
    passing: earlier.filter(passes).map(({ check }) => check),
  };
}

/** The cause of a failure: a root cause if the report names one, otherwise the message of its finding, or its own. */
function causesIn(report: Report): (check: ReportedCheck) => string {
  const { failures, notes } = findingsOf(report.checks, report.strict);
  const causes = new Map(
    [
      ...[...failures, ...notes].map(({ message, checks, follows }) => ({
        text: withoutExample(message),
        checks: [...checks, ...follows],
      })),
      ...rootCauses(report),
    ].flatMap(({ text, checks }) => checks.map(({ id }) => [id, text] as const)),
  );
  return ({ id, message = '' }) => causes.get(id) ?? withoutExample(message);
}

function grouped<Entry extends Omit<Group, 'checks'> & { readonly check: string }>(
  entries: readonly Entry[],
  keyOf: (entry: Entry) => readonly unknown[],
): Group[] {
  return [...groupBy(entries, (entry) => JSON.stringify(keyOf(entry))).values()].flatMap((own) => {
    const [first] = own;
    return first ? [{ ...first, checks: own.map(({ check }) => check) }] : [];
  });
}

function toYaml(groups: readonly Group[], seed: number | undefined): string {
  const document = new Document();
  document.commentBefore =
    seed === undefined
      ? head
      : `${head}\n Written from a run with --seed ${seed}, which repeats its requests.`;
  const list = new YAMLSeq<YAMLMap>();
  for (const { checks, reason, until, received, cause } of groups) {
    const entry = document.createNode({
      check: checks.length === 1 ? checks[0] : checks,
      reason,
      ...(until !== undefined && { until }),
      ...(received !== undefined && { received: /^\d+$/.test(received) ? Number(received) : received }),
    }) as YAMLMap;
    // It contains what the server sent; on one line it stays a comment.
    const message = oneLine(cause);
    if (message !== '') entry.commentBefore = ` ${message}`;
    list.add(entry);
  }
  document.contents = list;
  return document.toString({ lineWidth: 0, singleQuote: true });
}
