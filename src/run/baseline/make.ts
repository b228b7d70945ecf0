import { Alias, Document, isScalar, YAMLMap, YAMLSeq, type Scalar } from 'yaml';
import { rootCauses } from '../report/causes';
import { groupBy } from '../report/grouping';
import { oneLine } from '../report/printable';
import { quantity } from '../report/prose';
import type { Report, ReportedCheck } from '../report/report';
import { failsTheRun } from '../report/verdict';
import type { Baseline, BaselineEntry } from './baseline';
import { receivedClass } from './received-class';

const head = [
  ' Failures that are known and accepted. Each entry needs a reason; "until: 2027-12-31" in an entry',
  ' names the last day on which the failure is accepted. Where several checks fail of one cause, the reason is',
  ' written once, behind the sign &, and the others refer to it.',
].join('\n');

/** A baseline made from a report. */
export interface NewBaseline {
  /** The text of the file, YAML. */
  readonly text: string;
  readonly entries: number;
  /** Entries whose reason is still to be written; a run refuses them. */
  readonly withoutReason: number;
  /** Reasons that are still to be written: one for each cause. */
  readonly reasonsToWrite: number;
  /** The checks whose entries were left out, since they pass now. */
  readonly passing: readonly string[];
}

type NewEntry = Omit<BaselineEntry, 'place'>;

/** Entries of one cause and one reason. */
interface Group {
  readonly cause: string;
  readonly entries: readonly NewEntry[];
}

/**
 * A baseline of what fails the run of a report, each entry with what was received, and with the reason that is known
 * already: that of an earlier baseline, or the one that the report shows; otherwise an empty one, to be filled in once
 * for each cause.
 *
 * @param earlier entries to keep with their dates, unless their check passes in the report
 */
export function baselineFor(report: Report, earlier: Baseline = []): NewBaseline {
  const checks = new Map(report.checks.map((check) => [check.id, check]));
  const listed = new Set(earlier.map(({ check }) => check));
  const passes = ({ check }: BaselineEntry): boolean => checks.get(check)?.status === 'passed';
  const fails = (check: ReportedCheck | undefined): check is ReportedCheck =>
    check !== undefined && (check.status === 'expected-failure' || failsTheRun(check, report.strict));
  const kept = earlier
    .filter((entry) => !passes(entry))
    .map(({ place: _place, ...entry }): Group => {
      const check = checks.get(entry.check);
      const received = entry.received ?? (fails(check) ? receivedClass(check) : undefined);
      return {
        cause: check?.message ?? '',
        entries: [{ ...entry, ...(received !== undefined && { received }) }],
      };
    });
  const added = groupsOf(
    report,
    report.checks.filter((check) => !listed.has(check.id) && fails(check)),
  );
  const groups = [...kept, ...added];
  const entries = groups.flatMap((group) => group.entries);
  const withoutReason = groups.filter((group) => group.entries[0]?.reason === '');
  return {
    text: toYaml(groups),
    entries: entries.length,
    withoutReason: withoutReason.flatMap((group) => group.entries).length,
    reasonsToWrite: withoutReason.length,
    passing: earlier.filter(passes).map(({ check }) => check),
  };
}

/** The failures by their cause, which is that of many checks where the report tells one, and else the message. */
function groupsOf(report: Report, failures: readonly ReportedCheck[]): readonly Group[] {
  const causes = new Map(
    rootCauses(report).flatMap(({ text, checks }) => checks.map(({ id }) => [id, text] as const)),
  );
  const causeOf = ({ id, message = '' }: ReportedCheck) => causes.get(id) ?? withoutPlace(message);
  const groups = groupBy(failures, (check) => JSON.stringify([causeOf(check), check.expectedBecause ?? '']));
  return [...groups.values()].map((own) => ({
    cause: own.map(causeOf)[0] ?? '',
    entries: own.map((check) => ({
      check: check.id,
      reason: check.expectedBecause ?? '',
      received: receivedClass(check),
    })),
  }));
}

/** A message of a check over every exchange without the exchange that it names. */
function withoutPlace(message: string): string {
  return message.replace(/ It shows in .*$/s, '');
}

function toYaml(groups: readonly Group[]): string {
  const document = new Document();
  document.commentBefore = head;
  const list = new YAMLSeq<YAMLMap>();
  groups.forEach(({ cause, entries }, index) => {
    let shared: Scalar | undefined;
    for (const { check, reason, received, until } of entries) {
      const entry = document.createNode({
        ...{ check, reason },
        ...(until !== undefined && { until }),
        ...(received !== undefined && { received: /^\d+$/.test(received) ? Number(received) : received }),
      }) as YAMLMap;
      if (shared) entry.set('reason', new Alias(shared.anchor ?? ''));
      else {
        // What the server sent is in it; on one line it stays a comment.
        const message = oneLine(cause);
        const count = entries.length > 1 ? `${quantity(entries.length, 'check')}: ` : '';
        if (message !== '') entry.commentBefore = ` ${count}${message}`;
        const node = entry.get('reason', true);
        if (entries.length > 1 && isScalar(node)) {
          node.anchor = `cause-${index + 1}`;
          shared = node;
        }
      }
      list.add(entry);
    }
  });
  document.contents = list;
  return document.toString({ lineWidth: 0, singleQuote: true });
}
