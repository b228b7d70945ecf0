import picocolors from 'picocolors';
import { cut, oneLine, printable, wrap } from '../text/printable';
import { listOf, quantity, sentence, withoutStop } from '../text/prose';
import { reach, type RootCause, rootCauses, unexplained } from './findings/causes';
import {
  type Finding,
  findingsOf,
  followingText,
  groupByCause,
  type MessageGroup,
  statusOf,
  unverifiedReasons,
} from './findings/findings';
import type { Report, ReportedCheck, ReportedExchange } from './report';
import { failsTheRun } from './verdict/counts';
import { staleInReason } from './verdict/verdict';
import { evidenceOf } from './wording/exchange-text';
import {
  countText,
  durationText,
  runFacts,
  shardText,
  statusLabel,
  statusPaint,
  targetText,
  verdictLabel,
} from './wording/labels';

export interface ConsoleOptions {
  readonly colour: boolean;
  readonly width: number;
  readonly reports?: readonly string[];
}

/** Where it is shown: its colours, and the columns that are used. */
interface Terminal {
  readonly paint: ReturnType<typeof picocolors.createColors>;
  readonly width: number;
}

const mostFailures = 25;
const mostWarnings = 50;
/** Characters of an expected or received value. */
const valueLimit = 600;
const labelWidth = 11;

/** The report for a terminal, ending in a newline: failures, warnings, what was not verified, the verdict. */
export function renderConsole(report: Report, options: ConsoleOptions): string {
  const paint = picocolors.createColors(options.colour);
  const terminal: Terminal = { paint, width: Math.max(40, Math.min(options.width, 120)) };
  const causes = rootCauses(report);
  const remaining = unexplained(report.checks, causes);
  const { failures, notes } = findingsOf(remaining, report.strict);
  const expected = groupByCause(remaining.filter(({ status }) => status === 'expected-failure'));
  const { staleBaseline: stale = [] } = report;
  // The reason of the verdict names a few.
  const unnamed = stale.length > staleInReason ? stale : [];
  const blocks = [
    ...causeBlocks(report, causes, terminal),
    ...failureBlocks(report, failures, terminal),
    ...block(paint.bold('Stale in the baseline'), baselineLines(unnamed, 'failed', terminal)),
    ...block(
      paint.bold('Notes on the baseline'),
      baselineLines(report.baselineNotes ?? [], 'warned', terminal),
    ),
    ...block(paint.bold('Warnings'), noteLines([...notes, ...expected], terminal)),
    ...block(paint.bold('Not verified'), unverifiedLines(report, remaining, terminal)),
    closing(report, options.reports ?? [], terminal).join('\n'),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** Causes that explain many checks at once, each with its first failed check as an example. */
function causeBlocks(report: Report, causes: readonly RootCause[], terminal: Terminal): readonly string[] {
  const { paint, width } = terminal;
  if (causes.length === 0) return [];
  return [
    paint.bold(causes.length === 1 ? 'Cause' : 'Causes'),
    ...causes.map((cause) => {
      const lines = wrap(oneLine(`${cause.text} ${reach(cause)}`), width - 2);
      const example = cause.checks.find((check) => failsTheRun(check, report.strict));
      const status = example ? 'failed' : 'warned';
      const sign = statusPaint(status, paint)(statusLabel(status).sign);
      return [
        ...lines.map((line, index) => `${index > 0 ? ' ' : sign} ${paint.bold(line)}`),
        ...(example ? [paint.dim('  For example:'), failure(report, findingOf(example), terminal)] : []),
      ].join('\n');
    }),
  ];
}

function findingOf(check: ReportedCheck): Finding {
  return { message: check.message ?? '', checks: [check], follows: [] };
}

function failureBlocks(report: Report, failures: readonly Finding[], terminal: Terminal): readonly string[] {
  if (failures.length === 0) return [];
  const repeated = new Map<string, string>();
  const shown = failures
    .slice(0, mostFailures)
    .map((finding) => failure(report, finding, terminal, repeated));
  const rest = failures.length - shown.length;
  return [
    terminal.paint.bold('Failures'),
    ...shown,
    ...(rest > 0 ? [`and ${quantity(rest, 'further cause')}; report.html has them all.`] : []),
  ];
}

/**
 * One finding in full.
 *
 * @param repeated for each exchange whose curl line was already shown, the check with which it was
 */
function failure(
  report: Report,
  finding: Finding,
  terminal: Terminal,
  repeated = new Map<string, string>(),
): string {
  const { paint, width } = terminal;
  const [first] = finding.checks;
  if (!first) return '';
  const requirement = report.requirements.find(({ id }) => id === first.requirement);
  const judged = report.exchanges.find(({ id }) => id === first.exchanges[0]);
  const single = finding.checks.length === 1;
  const ids = finding.checks.map(({ id }) => oneLine(id));
  const { sign } = statusLabel(statusOf(finding));
  const colour = statusPaint(statusOf(finding), paint);
  const title = single ? first.title : (requirement?.title ?? first.title);
  const evidence = evidenceOf(first).map(([label, text]) => labelled(label, cut(text, valueLimit), terminal));
  return [
    `${colour(sign)} ${paint.bold(oneLine(single ? first.id : first.requirement))}  ${oneLine(title)}`,
    ...wrap(oneLine(`${first.level}, ${requirement?.source ?? ''}`), width - 2).map((line) =>
      paint.dim(`  ${line}`),
    ),
    ...(requirement ? wrap(oneLine(requirement.statement), width - 2).map((line) => `  ${line}`) : []),
    ...wrap(printable(finding.message), width - 2).map((line) => `  ${colour(line)}`),
    ...evidence,
    ...(single ? [] : [labelled('checks', listOf(ids, 8), terminal)]),
    ...(finding.follows.length > 0
      ? [labelled('also', listOf(followingText(finding).map(oneLine), 8), terminal)]
      : []),
    ...(judged ? [repeatLine(judged, first.id, paint, repeated)] : []),
  ].join('\n');
}

/** The curl line of an exchange; one that several causes share is shown once. */
function repeatLine(
  { id, curl }: ReportedExchange,
  check: string,
  paint: Terminal['paint'],
  repeated: Map<string, string>,
): string {
  const before = repeated.get(id);
  if (before === undefined) repeated.set(id, check);
  const label = paint.dim('reproduce'.padEnd(labelWidth));
  return `  ${label}${before === undefined ? printable(curl) : `as for ${oneLine(before)} (${id})`}`;
}

/** Label and text in two columns, the text wrapped in its own. */
function labelled(label: string, text: string, { paint, width }: Terminal): string {
  const [first = '', ...rest] = wrap(text, width - labelWidth - 2);
  const indent = ' '.repeat(labelWidth + 2);
  const lines = [`  ${paint.dim(label.padEnd(labelWidth))}${first}`, ...rest.map((line) => indent + line)];
  return lines.join('\n');
}

/** Name and level, and what is wrong below them, for each cause. */
function noteLines(groups: readonly MessageGroup[], { paint, width }: Terminal): readonly string[] {
  const lines = groups.slice(0, mostWarnings).map((group) => {
    const { message, checks: of } = group;
    const [first] = of;
    if (!first) return '';
    const { sign, word } = statusLabel(first.status, first.level);
    const kind = word === 'warned' ? first.level : word;
    const more = of.length > 1 ? ` (${of.length} checks)` : '';
    const name = of.length > 1 ? first.requirement : first.id;
    const at = first.path === undefined || message.includes(first.path) ? '' : ` at ${first.path}`;
    const because = first.expectedBecause ? ` (expected: ${first.expectedBecause})` : '';
    const following = followingText(group);
    const also = following.length > 0 ? ` Also: ${listOf(following, 5)}.` : '';
    const text = wrap(oneLine(sentence(withoutStop(message) + at) + because + also), width - 2);
    return [
      `${statusPaint(first.status, paint)(sign)} ${oneLine(name)}${more}${paint.dim(`  ${kind}`)}`,
      ...text.map((line) => `  ${line}`),
    ].join('\n');
  });
  const rest = groups.length - lines.length;
  return rest > 0 ? [...lines, `and ${rest} more; report.html has them all.`] : lines;
}

function baselineLines(
  entries: readonly string[],
  status: 'failed' | 'warned',
  { paint, width }: Terminal,
): readonly string[] {
  const sign = statusPaint(status, paint)(statusLabel(status).sign);
  return entries.flatMap((entry) =>
    wrap(oneLine(sentence(entry)), width - 2).map((line, index) => `${index > 0 ? ' ' : sign} ${line}`),
  );
}

function unverifiedLines(
  report: Report,
  checks: readonly ReportedCheck[],
  { paint, width }: Terminal,
): readonly string[] {
  const groups = unverifiedReasons(checks, report.stopped);
  return groups.flatMap(({ message, checks: of }) => {
    const [first = '', ...rest] = wrap(oneLine(sentence(message)), width - 14);
    const count = quantity(of.length, 'check').padEnd(11);
    return [
      `${statusPaint('not-verified', paint)('?')} ${count} ${first}`,
      ...rest.map((line) => ' '.repeat(14) + line),
    ];
  });
}

function closing(report: Report, files: readonly string[], { paint, width }: Terminal): readonly string[] {
  const { summary, profiles, suite } = report;
  const counts = countText(report).map(({ status, count }) =>
    statusPaint(status, paint)(`${count} ${statusLabel(status).word}`),
  );
  const colours: Partial<Record<typeof report.verdict, typeof paint.red>> = {
    conformant: paint.green,
    incomplete: paint.yellow,
  };
  const colour = colours[report.verdict] ?? paint.red;
  const shard = shardText(report);
  return [
    `${oneLine(`${suite.name} ${suite.version}`)}, ${oneLine(targetText(report))}, profiles ${profiles.join(', ')}`,
    `${quantity(summary.checks.total, 'check')}: ${counts.length > 0 ? counts.join(', ') : 'none ran'}; ${quantity(summary.requests, 'request')} in ${durationText(report.durationMs)}`,
    ...(shard === undefined ? [] : [`Shard ${shard}`]),
    ...(report.seed === undefined
      ? []
      : [paint.dim(`Generated and combined requests: --seed ${report.seed} reproduces them`)]),
    ...runFacts(report).flatMap(([name, text]) =>
      wrap(oneLine(`${name}: ${text}`), width).map((line) => paint.dim(line)),
    ),
    `${colour(paint.bold(verdictLabel(report)))} (exit code ${report.exitCode})`,
    ...wrap(oneLine(report.reason), width),
    ...(files.length > 0 ? [paint.dim(`Reports: ${files.map(oneLine).join(', ')}`)] : []),
  ];
}

function block(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [[title, ...lines].join('\n')];
}
