import { createColors } from 'picocolors';
import type { Report, ReportedCheck, ReportedStatus } from '../report/report';
import { failsTheRun } from '../report/verdict/counts';
import { statusLabel, targetText, verdictLabel } from '../report/wording/labels';
import { code, cut, inert, oneLine } from '../text/printable';
import { quantity } from '../text/prose';

/** A check whose status differs between two reports; an absent status means that there was no such check. */
interface Difference {
  readonly id: string;
  readonly requirement: string;
  readonly before?: ReportedStatus;
  readonly after?: ReportedStatus;
  /** The message of the later report, or of the earlier one if the check is gone. */
  readonly message?: string;
}

/** The counts are only needed with a selection, to which the verdict is limited. */
type Head = Pick<Report, 'suite' | 'target' | 'startedAt' | 'verdict' | 'exitCode' | 'selection'> &
  Partial<Pick<Report, 'summary'>>;

/** What differs between two reports; each check is in one list at most. */
interface Comparison {
  readonly before: Head;
  readonly after: Head;
  readonly newlyFailing: readonly Difference[];
  readonly fixed: readonly Difference[];
  readonly new: readonly Difference[];
  readonly gone: readonly Difference[];
  readonly notVerified: readonly Difference[];
  /** Any other change, such as a pass that became a warning. */
  readonly changed: readonly Difference[];
  /** Checks that fail the later run and neither failed in the earlier one nor were expected to. */
  readonly newFailures: number;
}

/** Compares two reports by the ids of their checks, in the order of the later one. */
export function compareReports(before: Report, after: Report): Comparison {
  const earlier = new Map(before.checks.map((check) => [check.id, check]));
  const later = new Set(after.checks.map(({ id }) => id));
  const pairs = after.checks.map((check) => ({ check, was: earlier.get(check.id) }));
  const lists: Record<Kind, Difference[]> = {
    newlyFailing: [],
    fixed: [],
    new: [],
    gone: before.checks
      .filter(({ id }) => !later.has(id))
      .map((check) => difference(check, check, undefined)),
    notVerified: [],
    changed: [],
  };
  for (const { check, was } of pairs) {
    const kind = kindOf(was, check, before.strict, after.strict);
    if (kind) lists[kind].push(difference(check, was, check));
  }
  const newFailures =
    lists.newlyFailing.length +
    pairs.filter(({ check, was }) => !was && failsTheRun(check, after.strict)).length;
  return { before: headOf(before), after: headOf(after), ...lists, newFailures };
}

type Kind = 'newlyFailing' | 'fixed' | 'new' | 'gone' | 'notVerified' | 'changed';

function kindOf(
  was: ReportedCheck | undefined,
  is: ReportedCheck,
  wasStrict: boolean,
  isStrict: boolean,
): Kind | undefined {
  if (!was) return 'new';
  // Strictness is the user's choice: a warning in both reports is no new failure.
  if (was.status === is.status) return undefined;
  const failed = was.status === 'expected-failure' || failsTheRun(was, wasStrict);
  if (failsTheRun(is, isStrict) && !failed) return 'newlyFailing';
  if (failed && is.status === 'passed') return 'fixed';
  return is.status === 'not-verified' ? 'notVerified' : 'changed';
}

function difference(
  reported: ReportedCheck,
  before: ReportedCheck | undefined,
  after: ReportedCheck | undefined,
): Difference {
  return {
    ...{ id: reported.id, requirement: reported.requirement },
    ...(before && { before: before.status }),
    ...(after && { after: after.status }),
    ...(reported.message !== undefined && { message: reported.message }),
  };
}

function headOf({ suite, target, startedAt, verdict, exitCode, selection, summary }: Report): Head {
  return { suite, target, startedAt, verdict, exitCode, ...(selection && { selection, summary }) };
}

/** Differences of a kind that are shown; --json has all. */
const most = 100;
const messageLimit = 300;

const titles = {
  newlyFailing: 'Newly failing',
  fixed: 'Fixed',
  new: 'New checks',
  gone: 'Gone',
  notVerified: 'No longer verified',
  changed: 'Changed in other ways',
} as const;

type TitledKind = keyof typeof titles;
const kinds = Object.keys(titles) as readonly TitledKind[];

/** The comparison for a terminal, ending in a newline. */
export function renderDiff(comparison: Comparison, { colour }: { readonly colour: boolean }): string {
  const paint = createColors(colour);
  const blocks = kinds
    .filter((kind) => comparison[kind].length > 0)
    .map((kind) => {
      const all = comparison[kind];
      const lines = all
        .slice(0, most)
        .flatMap((one) => [
          `  ${oneLine(one.id)}  ${paint.dim(change(one))}`,
          ...(kind === 'fixed' || one.message === undefined ? [] : [`    ${short(one.message)}`]),
        ]);
      return [paint.bold(`${titles[kind]} (${all.length})`), ...lines, ...rest(all)].join('\n');
    });
  const ends = `Before: ${headText(comparison.before)}\nAfter:  ${headText(comparison.after)}`;
  const good = comparison.newFailures > 0 ? paint.red : paint.green;
  return `${[ends.split('\n').map(oneLine).join('\n'), ...blocks, good(conclusion(comparison))].join('\n\n')}\n`;
}

/** The comparison as GitHub Markdown, ending in a newline. */
export function diffMarkdown(comparison: Comparison): string {
  const sections = kinds
    .filter((kind) => comparison[kind].length > 0)
    .flatMap((kind) => {
      const all = comparison[kind];
      const items = all.slice(0, most).map((one) => {
        const message = kind === 'fixed' || one.message === undefined ? '' : `: ${inert(short(one.message))}`;
        return `- ${code(one.id)} ${inert(change(one))}${message}`;
      });
      return [`### ${titles[kind]} (${all.length})`, [...items, ...rest(all)].join('\n')];
    });
  const ends = [
    `- Before: ${inert(headText(comparison.before))}`,
    `- After: ${inert(headText(comparison.after))}`,
  ].join('\n');
  const head = ['## Identity conformance: difference', conclusion(comparison), ends];
  return `${[...head, ...sections].join('\n\n')}\n`;
}

function conclusion(comparison: Comparison): string {
  if (comparison.newFailures > 0) return `${quantity(comparison.newFailures, 'new failure')}.`;
  return kinds.every((kind) => comparison[kind].length === 0) ? 'No difference.' : 'No new failure.';
}

function headText(head: Comparison['before']): string {
  return `${verdictLabel(head)} (exit code ${head.exitCode}), ${targetText(head)}, ${head.startedAt}, suite ${head.suite.version}`;
}

/** `passed → failed`; a check that is only in one of the reports has one status. */
function change({ before, after }: Difference): string {
  return [before, after].flatMap((status) => (status ? [statusLabel(status).word] : [])).join(' → ');
}

function short(message: string): string {
  return oneLine(cut(message, messageLimit, 'the report'));
}

function rest(all: readonly Difference[]): readonly string[] {
  return all.length > most ? [`and ${all.length - most} more; --json has all.`] : [];
}
