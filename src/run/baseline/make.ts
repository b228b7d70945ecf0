import { Document, YAMLMap, YAMLSeq } from 'yaml';
import { oneLine } from '../report/printable';
import type { Report, ReportedCheck } from '../report/report';
import { failsTheRun } from '../report/failing';
import type { Baseline, BaselineEntry } from './baseline';

const head = [
  ' Failures that are known and accepted. Each entry needs a reason; "until: 2027-12-31" in an entry',
  ' names the last day on which the failure is accepted.',
].join('\n');

/** A baseline made from a report. */
export interface NewBaseline {
  /** The text of the file, YAML. */
  readonly text: string;
  readonly entries: number;
  /** Entries whose reason is still to be written; a run refuses them. */
  readonly withoutReason: number;
  /** The checks whose entries were left out, since they pass now. */
  readonly passing: readonly string[];
}

/**
 * A baseline of what fails the run of a report, each entry with the reason that is known already: that of
 * an earlier baseline, or the one that the report shows; otherwise an empty one, to be filled in.
 *
 * @param earlier entries to keep with their dates, unless their check passes in the report
 */
export function baselineFor(report: Report, earlier: Baseline = []): NewBaseline {
  const checks = new Map(report.checks.map((check) => [check.id, check]));
  const listed = new Set(earlier.map(({ check }) => check));
  const passes = ({ check }: BaselineEntry): boolean => checks.get(check)?.status === 'passed';
  const kept = earlier.filter((entry) => !passes(entry));
  const added = report.checks
    .filter(({ id }) => !listed.has(id))
    .filter((check) => check.status === 'expected-failure' || failsTheRun(check, report.strict))
    .map((check) => ({ check: check.id, reason: check.expectedBecause ?? '' }));
  const entries = [...kept, ...added];
  return {
    text: toYaml(entries, checks),
    entries: entries.length,
    withoutReason: entries.filter(({ reason }) => reason === '').length,
    passing: earlier.filter(passes).map(({ check }) => check),
  };
}

function toYaml(
  entries: readonly Omit<BaselineEntry, 'place'>[],
  checks: ReadonlyMap<string, ReportedCheck>,
): string {
  const document = new Document();
  document.commentBefore = head;
  const list = new YAMLSeq<YAMLMap>();
  for (const { check, reason, until } of entries) {
    const entry = document.createNode({ check, reason, ...(until !== undefined && { until }) }) as YAMLMap;
    // What the server sent is in it; on one line it stays a comment.
    const message = oneLine(checks.get(check)?.message ?? '');
    if (message !== '') entry.commentBefore = ` ${message}`;
    list.add(entry);
  }
  document.contents = list;
  return document.toString({ lineWidth: 0, singleQuote: true });
}
