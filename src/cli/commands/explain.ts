import type { Command } from 'commander';
import type { CheckDescription, RequestDescription } from '../../checks/check';
import {
  type DocumentCopy,
  quotesFrom,
  readDocument,
  versionWarning,
} from '../../configuration/members/document';
import { erratumOf, type Level, type Requirement, sourceOf } from '../../contract/catalogue';
import { ownCommand } from '../../report/wording/labels';
import { describeCombinations } from '../../run';
import { suggestion } from '../../run/selection/selection';
import { faults } from '../../server/faults';
import { cut, printable, wrap } from '../../text/printable';
import { coloursFor, type Io, readableWidth, UsageError } from '../io';
import { caseOf, outlineContract, type RequirementOutline } from './list';

interface ExplainFlags {
  readonly document?: string;
}

/** `explain`: everything about one requirement or check. */
export function addExplainCommand(program: Command, io: Io): void {
  program
    .command('explain')
    .description('explain one requirement or check: what, why, where in the document, the request sent')
    .argument('<id>', 'the id of a requirement or a check, as list prints it')
    .option('--document <file>', 'your copy of the document, to quote the cited lines from')
    .action(async (id: string, { document }: ExplainFlags) => {
      const { bold } = coloursFor(io);
      const subject = subjectOf(id, await outlineContract());
      const copy = document === undefined ? undefined : copyOf(document, subject.requirement, io);
      const lines = explanationOf(subject, readableWidth(io), copy);
      const headline = lines.indexOf('');
      const painted = lines.map((line, index) => (index < headline ? bold(line) : line));
      io.stdout.write(`${painted.join('\n')}\n`);
    });
}

interface Subject extends RequirementOutline {
  /** The named check; absent if a requirement was named. */
  readonly check?: CheckDescription;
}

function subjectOf(id: string, outline: readonly RequirementOutline[]): Subject {
  for (const { requirement, checks } of outline) {
    const check = checks.find((candidate) => candidate.id === id);
    if (check || requirement.id === id) return { requirement, checks, check };
  }
  const ids = outline.flatMap(({ requirement, checks }) => [
    requirement.id,
    ...checks.map((check) => check.id),
  ]);
  throw new UsageError(`There is no requirement or check ${id}; ${suggestion(id, ids)}`);
}

function copyOf(name: string, { lines }: Requirement, io: Io): DocumentCopy {
  const copy = readDocument(name, io.cwd, '--document', lines);
  const warning = versionWarning(copy, '--document');
  if (warning !== undefined) io.stderr.write(`warning: ${warning}\n`);
  return copy;
}

function explanationOf(
  { requirement, checks, check }: Subject,
  width: number,
  copy: DocumentCopy | undefined,
): string[] {
  if (!check) return explainRequirement(requirement, checks, width, copy);
  const combinations = check.requests.length === 0 ? describeCombinations(requirement.id) : [];
  return explainCheck(check, requirement, width, combinations, copy);
}

const labelWidth = 14;
/** Characters of a body that are shown; `list --json` has the whole. */
const longestBody = 2000;
const mostFaults = 8;

/**
 * Lines about a requirement, at most `width` characters each where words allow; the first is its headline.
 * @param copy the copy of the document to quote from
 */
export function explainRequirement(
  requirement: Requirement,
  checks: readonly CheckDescription[],
  width: number,
  copy?: DocumentCopy,
): string[] {
  return [
    ...wrap(`${requirement.id}: ${requirement.title}`, width),
    '',
    ...wrap(requirement.statement, width),
    '',
    ...field('Level', requirement.level, width),
    ...field('Profile', requirement.profile, width),
    ...field('Section', requirement.section, width),
    ...provenance(requirement, width, copy),
    ...(requirement.excluded ? field('Not checked', requirement.excluded, width) : []),
    ...(checks.length > 0 ? ['', 'Checks'] : []),
    ...checks.flatMap((check) => [
      `  ${check.id}`,
      ...indented(`${caseOf(check, requirement)}; passes: ${check.expects}`, 4, width),
    ]),
    ...proof(requirement.id, width),
  ];
}

/** Lines about a check, likewise. Its requests are printed as they are, to be copied. */
export function explainCheck(
  check: CheckDescription,
  requirement: Requirement,
  width: number,
  combinations: readonly string[] = [],
  copy?: DocumentCopy,
): string[] {
  const twin = check.requests.some(({ role }) => role === 'the accepted twin');
  return [
    ...wrap(`${check.id}: ${check.title}`, width),
    '',
    ...wrap(requirement.statement, width),
    '',
    ...field('Requirement', `${requirement.id}: ${requirement.title}`, width),
    ...field('Level', check.level, width),
    ...field('Profiles', check.profiles.join(', '), width),
    ...provenance(requirement, width, copy),
    ...field('Spec', check.spec, width),
    ...field('Passes', check.expects, width),
    ...field('Fails', failure[check.level], width),
    ...(twin ? field('Not verified', 'if the accepted twin is refused as well', width) : []),
    ...check.requests.flatMap(requestLines),
    ...combinationLines(combinations, width),
    ...(check.requests.length > 0 ? ['', ...wrap(variables, width)] : []),
    ...proof(requirement.id, width),
  ];
}

/** The outcome of a response other than the one that `Passes` names. */
const failure: Readonly<Record<Level, string>> = {
  MUST: 'any other response; one that the errata tolerate is a warning instead',
  SHOULD: 'only with --strict: any other response is a warning',
  MAY: 'never: any other response is noted as information',
};

const variables =
  'In a curl line (for bash), IDENTITY_BASE_URL is the service URL, USER_PASSWORD the value of accounts.user.password, and so on, escaped as its place requires.';

function provenance(requirement: Requirement, width: number, copy: DocumentCopy | undefined): string[] {
  const { erratum } = requirement;
  const source = [
    ...field('Source', sourceOf(requirement), width),
    ...(copy ? quoteLines(copy, requirement) : []),
  ];
  if (!erratum) return source;
  const { found, decision } = erratumOf(erratum);
  return [
    ...source,
    ...field('Erratum', `${erratum}: ${found}.`, width),
    ...field('Decision', `The suite ${decision} (docs/errata.md).`, width),
  ];
}

/** The cited lines as they are, each with its number. */
function quoteLines(copy: DocumentCopy, { lines }: Requirement): string[] {
  return quotesFrom(copy, lines).flatMap(({ from, text }, index) => [
    ...(index > 0 ? ['  ...'] : []),
    ...text.split('\n').map((line, at) => `  ${String(from + at).padStart(4)}  ${printable(line)}`.trimEnd()),
  ]);
}

/** The request as it goes out, `${...}` standing for values of the configuration. */
function requestLines(request: RequestDescription): string[] {
  const body = printable(cut(request.body, longestBody, 'list --json'));
  return [
    '',
    `Request (${request.role})`,
    `  ${request.method} ${request.path}${request.wire === undefined ? '' : ` (${request.wire})`}`,
    ...Object.entries(request.headers).map(([name, value]) => `  ${printable(`${name}: ${value}`)}`),
    ...(body === '' ? [] : ['', ...body.split('\n').map((line) => `  ${line}`)]),
    // A shell command must be complete to be of use.
    ...(request.curl !== '' && request.curl.length <= longestBody ? ['', `  ${request.curl}`] : []),
  ];
}

/** What is sent in addition to the requests of other checks, each for the values that it combines. */
function combinationLines(combinations: readonly string[], width: number): string[] {
  if (combinations.length === 0) return [];
  return [
    '',
    ...wrap(
      'Combinations that a run sends for the requirement if every account is configured, with --seed 1; run --dry-run shows those for your configuration, with each request in full:',
      width,
    ),
    ...combinations.flatMap((words) => indented(words, 2, width)),
  ];
}

function proof(requirement: string, width: number): string[] {
  // Faults of the requirement before faults that also break it, and unconditional ones before conditional ones.
  const about = faults.filter(({ breaks }) => breaks === requirement);
  const also = about.length > 0 ? [] : faults.filter(({ alsoBreaks }) => alsoBreaks.includes(requirement));
  const proving = [...about, ...also].sort((a, b) => Number(a.condition !== '') - Number(b.condition !== ''));
  if (proving.length === 0) return [];
  // One more takes no more space than the line that would replace it.
  const shown = proving.length <= mostFaults + 1 ? proving : proving.slice(0, mostFaults);
  const rest = proving.length - shown.length;
  return [
    '',
    'Faults of the embedded server that break it',
    ...shown.flatMap(({ name, what }) => [`  ${name}`, ...indented(what, 4, width)]),
    ...(rest > 0 ? [`  and ${rest} more: ${ownCommand()} list --faults`] : []),
    '',
    'To see a failure, start the server with a fault and run the checks against it:',
    `  ${ownCommand()} serve --fault ${proving[0]?.name} > fault.yaml &`,
    `  ${ownCommand()} run --config fault.yaml --requirement ${requirement}`,
  ];
}

function field(name: string, value: string, width: number): string[] {
  const [first = '', ...rest] = wrap(value, width - labelWidth);
  return [`${name.padEnd(labelWidth)}${first}`, ...rest.map((line) => ' '.repeat(labelWidth) + line)];
}

function indented(text: string, columns: number, width: number): string[] {
  return wrap(text, width - columns).map((line) => ' '.repeat(columns) + line);
}
