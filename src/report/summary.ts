import { code, fenced, inert, table } from '../text/printable';
import { listOf, quantity, sentence } from '../text/prose';
import { reach, type RootCause, rootCauses, unexplained } from './findings/causes';
import {
  type Finding,
  findingsOf,
  followingText,
  groupByCause,
  type MessageGroup,
  unverifiedReasons,
} from './findings/findings';
import type { Report, ReportedCheck, ReportedRequirement } from './report';
import {
  countText,
  durationText,
  runFacts,
  shardText,
  statusLabel,
  targetText,
  verdictLabel,
} from './wording/labels';

/** GitHub takes comments of up to 65,536 characters. */
const mostCharacters = 60_000;
/** Rows of a table: the first number that makes the whole short enough is taken. */
const rowSteps = [50, 20, 8, 3];
/** Characters of a request that is shown. */
const longestRequest = 2000;
/** Characters of a value or a message in a cell. */
const cellLimit = 300;

/** The text of summary.md: GitHub Markdown, fit for the comment of a pull request. */
export function toSummary(report: Report): string {
  const texts = rowSteps.map((rows) => summary(report, rows));
  return texts.find((text) => text.length <= mostCharacters) ?? texts.at(-1) ?? '';
}

function summary(report: Report, rows: number): string {
  const requirements = new Map(report.requirements.map((requirement) => [requirement.id, requirement]));
  const causes = rootCauses(report);
  const remaining = unexplained(report.checks, causes);
  const { failures, notes: warnings } = findingsOf(remaining, report.strict);
  const expected = groupByCause(report.checks.filter(({ status }) => status === 'expected-failure'));
  const notes = (groups: readonly MessageGroup[]): string => noteTable(groups, requirements, rows);
  return [
    `## Identity conformance: ${verdictLabel(report)}`,
    inert(report.reason),
    ...section(causes.length === 1 ? 'Cause' : 'Causes', causeList(causes, requirements)),
    ...section('Failures', failureTable(failures, requirements, rows)),
    ...request(report, failures[0]?.checks[0] ?? exampleOf(causes)),
    headTable(report),
    ...section('Stale in the baseline', entryList(report.staleBaseline ?? [], rows)),
    ...section('Notes on the baseline', entryList(report.baselineNotes ?? [], rows)),
    ...folded('warning', warnings, notes),
    ...folded('expected failure', expected, notes),
    ...section('Not verified', unverifiedList(report, remaining, rows)),
    '_The requests and responses are in report.html and report.json._',
  ]
    .join('\n\n')
    .concat('\n');
}

function headTable(report: Report): string {
  const counts = countText(report).map(({ status, count }) => `${count} ${statusLabel(status).word}`);
  const shard = shardText(report);
  const rows = [
    ['Target', code(targetText(report))],
    ['Profiles', report.profiles.join(', ')],
    ['Checks', counts.length > 0 ? counts.join(', ') : 'none'],
    ...(shard === undefined ? [] : [['Shard', shard]]),
    [
      'Run',
      `${quantity(report.summary.requests, 'request')} in ${durationText(report.durationMs)}, ${report.startedAt}`,
    ],
    ...runFacts(report).map(([name, text]) => [name, inert(text)]),
    ['Suite', inert(`${report.suite.name} ${report.suite.version}, exit code ${report.exitCode}`)],
  ];
  return table(['', ''], rows);
}

function request(report: Report, first: ReportedCheck | undefined): readonly string[] {
  const judged = report.exchanges.find(({ id }) => id === first?.exchanges[0]);
  if (!first || !judged || judged.curl.length > longestRequest) return [];
  return [`The request that shows ${code(first.id)}:`, fenced(judged.curl)];
}

function exampleOf(causes: readonly RootCause[]): ReportedCheck | undefined {
  return causes[0]?.checks.find(({ status }) => status === 'failed');
}

function failureTable(
  failures: readonly Finding[],
  requirements: ReadonlyMap<string, ReportedRequirement>,
  most: number,
): string {
  const rows = failures.slice(0, most).map((finding) => {
    const [first] = finding.checks;
    const requirement = requirements.get(first?.requirement ?? '');
    const name = `${code(first?.requirement ?? '')}<br>${inert(requirement?.statement ?? '')}`;
    return [
      `${name}<br>${requirement?.level ?? ''}, ${inert(requirement?.source ?? '')}`,
      `${inert(short(finding.message))}${casesOf(finding)}${alsoOf(finding)}`,
      value(first?.expected),
      `${value(first?.received)}${first?.path ? ` at ${value(first.path)}` : ''}`,
    ];
  });
  return failures.length === 0
    ? ''
    : table(['Requirement', 'What is wrong', 'Expected', 'Received'], rows) + more(failures.length - most);
}

function noteTable(
  groups: readonly MessageGroup[],
  requirements: ReadonlyMap<string, ReportedRequirement>,
  most: number,
): string {
  const rows = groups.slice(0, most).map((group) => {
    const [first] = group.checks;
    const kind = first?.level === 'MAY' ? 'information' : (first?.level ?? '');
    const because = first?.expectedBecause ? `<br>Expected: ${inert(first.expectedBecause)}` : '';
    const source = inert(requirements.get(first?.requirement ?? '')?.source ?? '');
    return [
      `${code(first?.requirement ?? '')}<br>${source}`,
      kind,
      `${inert(short(group.message))}${placeOf(first)}${casesOf(group)}${alsoOf(group)}${because}`,
    ];
  });
  return table(['Requirement', 'Level', 'Note'], rows) + more(groups.length - most);
}

function alsoOf(group: MessageGroup): string {
  const also = followingText(group);
  return also.length > 0 ? `<br>Also: ${inert(listOf(also, 5))}` : '';
}

function placeOf(check: ReportedCheck | undefined): string {
  return check?.path === undefined || check.message?.includes(check.path) ? '' : ` at ${value(check.path)}`;
}

function causeList(
  causes: readonly RootCause[],
  requirements: ReadonlyMap<string, ReportedRequirement>,
): string {
  return causes
    .map((cause) => {
      const { id, statement, level, source } =
        requirements.get(exampleOf([cause])?.requirement ?? '') ?? ({} as Partial<ReportedRequirement>);
      const sentenceOf = id ? `<br>${code(id)}: ${inert(`${statement} (${level}, ${source})`)}` : '';
      return `- **${inert(cause.text)}** ${inert(reach(cause))}${sentenceOf}`;
    })
    .join('\n');
}

function entryList(entries: readonly string[], most: number): string {
  const lines = entries.slice(0, most).map((entry) => `- ${inert(short(sentence(entry)))}`);
  return lines.join('\n') + more(entries.length - most);
}

function unverifiedList(report: Report, checks: readonly ReportedCheck[], most: number): string {
  const groups = unverifiedReasons(checks, report.stopped);
  const lines = groups
    .slice(0, most)
    .map(
      ({ message, checks: of }) => `- ${quantity(of.length, 'check')}: ${inert(short(sentence(message)))}`,
    );
  return lines.join('\n') + more(groups.length - most);
}

function casesOf(group: Pick<MessageGroup, 'checks'>): string {
  const names = group.checks.slice(0, 5).map(({ id }) => code(id));
  const rest = group.checks.length > names.length ? ` and ${group.checks.length - names.length} more` : '';
  return `<br>${names.join(', ')}${rest}`;
}

function value(text: string | undefined): string {
  if (text === undefined) return '';
  return code(short(text));
}

function short(text: string): string {
  return text.length > cellLimit ? `${text.slice(0, cellLimit)} …` : text;
}

function more(rest: number): string {
  return rest > 0 ? `\n\nand ${rest} more in report.html.` : '';
}

function section(title: string, content: string): readonly string[] {
  return content === '' ? [] : [`### ${title}`, content];
}

function folded(
  noun: string,
  groups: readonly MessageGroup[],
  content: (groups: readonly MessageGroup[]) => string,
): readonly string[] {
  const count = groups.reduce((sum, { checks, follows = [] }) => sum + checks.length + follows.length, 0);
  return groups.length === 0
    ? []
    : [`<details><summary>${quantity(count, noun)}</summary>`, content(groups), '</details>'];
}
