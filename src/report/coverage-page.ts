import type { CheckDescription } from '../checks/check';
import {
  type DocumentOutline,
  type Level,
  type LineRange,
  profiles,
  type Requirement,
} from '../contract/catalogue';
import { table } from '../text/printable';
import { quantity } from '../text/prose';

const levels: readonly Level[] = ['MUST', 'SHOULD', 'MAY'];

interface Coverage {
  readonly requirements: readonly Requirement[];
  readonly outline: DocumentOutline;
  readonly checks: readonly CheckDescription[];
}

/** The text of docs/requirements.md: every requirement with its checks, by section, and why some have none. */
export function coveragePage({ requirements, outline, checks }: Coverage): string {
  const names = checkNames(checks);
  const sections = [...new Set(requirements.map(({ section }) => section))];
  return [
    '# Requirements and their checks',
    '<!-- Written by `npm run docs` from requirements/ and specs/. Edit those, not this page. -->',
    'What the document asks of a server, in the order of the catalogue, and how much of it is checked. Lines are ' +
      'those of the document; a row of the [errata](errata.md) says how a contradiction was decided.',
    totals(requirements, names),
    byProfile(requirements, names),
    lineCount(requirements, outline),
    ...without(requirements),
    ...sections.flatMap((section) =>
      sectionText(
        section,
        requirements.filter((requirement) => requirement.section === section),
        names,
      ),
    ),
    '## Lines that no requirement cites',
    list(outline.notCheckable.map((range) => `${linesText([range])}: ${range.reason}`)),
  ].join('\n\n');
}

type CheckNames = ReadonlyMap<string, readonly string[]>;

function checkNames(checks: readonly CheckDescription[]): CheckNames {
  const names = new Map<string, string[]>();
  for (const { id, requirement } of checks)
    names.set(requirement, [...(names.get(requirement) ?? []), id.slice(requirement.length + 1)]);
  return names;
}

function checkCount(requirements: readonly Requirement[], names: CheckNames): number {
  return requirements.reduce((sum, { id }) => sum + (names.get(id)?.length ?? 0), 0);
}

function totals(requirements: readonly Requirement[], names: CheckNames): string {
  const row = (head: string, of: readonly Requirement[]): string[] => [
    head,
    String(of.length),
    String(of.filter(({ excluded }) => excluded !== undefined).length),
    String(checkCount(of, names)),
  ];
  return table(
    ['level', 'requirements', 'of these without a check', 'checks'],
    [
      ...levels.map((level) =>
        row(
          level,
          requirements.filter((requirement) => requirement.level === level),
        ),
      ),
      row('all', requirements),
    ],
  );
}

function byProfile(requirements: readonly Requirement[], names: CheckNames): string {
  const rows = profiles.map((profile) => {
    const of = requirements.filter((requirement) => requirement.profile === profile);
    return [code(profile), String(of.length), String(checkCount(of, names))];
  });
  return table(['profile', 'requirements', 'checks'], rows);
}

function lineCount(requirements: readonly Requirement[], outline: DocumentOutline): string {
  const blank = numbersIn(outline.blank);
  const written = (ranges: readonly LineRange[]): number =>
    [...numbersIn(ranges)].filter((line) => !blank.has(line)).length;
  const cited = written(requirements.flatMap(({ lines }) => lines));
  return (
    `Of the ${outline.lines} lines of the document ${cited} are cited by a requirement, ${blank.size} are blank, and ` +
    `${written(outline.notCheckable)} state nothing that a server could satisfy or break.`
  );
}

function without(requirements: readonly Requirement[]): string[] {
  const rows = requirements.flatMap(({ id, excluded }) =>
    excluded ? [`${code(id)}: ${text(excluded)}`] : [],
  );
  return rows.length > 0 ? ['Without a check, and why:', list(rows)] : [];
}

function sectionText(section: string, requirements: readonly Requirement[], names: CheckNames): string[] {
  const rows = requirements.map(({ id, title, level, profile, lines, erratum, excluded }) => [
    code(id),
    text(title),
    level,
    code(profile),
    linesText(lines),
    erratum ?? '',
    excluded === undefined ? String(names.get(id)?.length ?? 0) : 'none, see above',
  ]);
  const checked = requirements.filter(({ id }) => names.has(id));
  return [
    `## ${text(section)}`,
    table(['requirement', 'title', 'level', 'profile', 'lines', 'erratum', 'checks'], rows),
    `<details>\n<summary>${quantity(checkCount(requirements, names), 'check')}</summary>`,
    list(checked.map(({ id }) => `${code(id)}: ${(names.get(id) ?? []).map(code).join(', ')}`)),
    '</details>',
  ];
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

function linesText(ranges: readonly LineRange[]): string {
  return ranges.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`)).join(', ');
}

function numbersIn(ranges: readonly LineRange[]): Set<number> {
  return new Set(
    ranges.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, index) => from + index)),
  );
}

function code(name: string): string {
  return `\`${name}\``;
}

/** A text in which nothing is markup. */
function text(plain: string): string {
  return plain.replace(/[\\`*_|<>[\]]/g, '\\$&');
}
