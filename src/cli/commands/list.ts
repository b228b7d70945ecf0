import type { Command } from 'commander';
import type { CheckDescription } from '../../checks/check';
import { readProfiles } from '../../configuration/schema';
import { loadCatalogue, type Profile, profiles, type Requirement, sourceOf } from '../../contract/catalogue';
import { groupBy } from '../../report/findings/findings';
import { describeChecks } from '../../run';
import { faults } from '../../server/faults';
import { wrap } from '../../text/printable';
import { collectNames } from '../arguments';
import { coloursFor, type Io, widthOf } from '../io';

interface ListFlags {
  readonly profile?: readonly string[];
  readonly faults?: boolean;
  readonly json?: boolean;
}

/** `list`: requirements and checks by the sections of the document. */
export function addListCommand(program: Command, io: Io): void {
  program
    .command('list')
    .description('list the requirements and their checks')
    .option(
      '--profile <name>',
      'list only this profile (repeatable, or several separated by commas)',
      collectNames,
    )
    .option('--faults', 'list the faults of the embedded server instead, for serve --fault')
    .option('--json', 'print JSON')
    .action(async ({ profile, json, faults: injected }: ListFlags) => {
      if (injected) return void io.stdout.write(json ? faultsToJson() : faultsToTree(io));
      const outline = await outlineContract(profile && readProfiles(profile));
      io.stdout.write(json ? toJson(outline) : toTree(outline, io));
    });
}

function toJson(outline: readonly RequirementOutline[]): string {
  const requirements = outline.map(({ requirement, checks }) => ({
    ...requirement,
    source: sourceOf(requirement),
    checks: checks.map(({ id }) => id),
  }));
  const checks = outline.flatMap((entry) => entry.checks);
  return `${JSON.stringify({ requirements, checks }, null, 2)}\n`;
}

function faultsToJson(): string {
  return `${JSON.stringify({ faults: faults.map(({ name, breaks, what }) => ({ name, breaks, what })) }, null, 2)}\n`;
}

function faultsToTree(io: Io): string {
  const { bold } = coloursFor(io);
  const broken = [...new Set(faults.map(({ breaks }) => breaks))];
  const byRequirement = groupBy(faults, ({ breaks }) => breaks);
  const lines = broken.flatMap((id) => [
    bold(id),
    ...(byRequirement.get(id) ?? []).flatMap(({ name, what }) => leaf(2, name, what, io)),
    '',
  ]);
  return `${lines.join('\n')}\n${faults.length} faults of ${broken.length} requirements\n`;
}

function toTree(outline: readonly RequirementOutline[], io: Io): string {
  const { bold } = coloursFor(io);
  const lines: string[] = [];
  const sections = new Set(outline.map(({ requirement }) => requirement.section));
  for (const section of sections) {
    lines.push(bold(section), '');
    for (const { requirement, checks } of outline.filter((entry) => entry.requirement.section === section)) {
      const { id, level, title, excluded } = requirement;
      lines.push(...leaf(2, id, `${level}  ${title}`, io, bold, (text) => text));
      lines.push(...leaf(4, '', `${sourceOf(requirement)}, profile ${requirement.profile}`, io));
      if (excluded) lines.push(...leaf(4, 'not checked:', excluded, io));
      for (const check of checks) lines.push(...leaf(4, check.id, caseOf(check, requirement), io));
      lines.push('');
    }
  }
  const checks = outline.reduce((sum, entry) => sum + entry.checks.length, 0);
  lines.push(`${outline.length} requirements, ${checks} checks`);
  return `${lines.join('\n')}\n`;
}

type Paint = (text: string) => string;

/**
 * A name and its description. On a terminal too narrow for both, the description goes below the name, which is never
 * broken; in a pipe each name has one line, for grep.
 */
function leaf(
  indent: number,
  name: string,
  words: string,
  io: Io,
  paintName: Paint = (text) => text,
  paintWords: Paint = coloursFor(io).dim,
): string[] {
  const margin = ' '.repeat(indent);
  const separator = name === '' ? '' : name.endsWith(':') ? ' ' : '  ';
  const width = widthOf(io);
  if (!io.isTTY || indent + name.length + separator.length + words.length <= width)
    return [`${margin}${paintName(name)}${separator}${paintWords(words)}`];
  const below = name === '' ? indent : indent + 2;
  const wrapped = wrap(words, width - below).map((line) => `${' '.repeat(below)}${paintWords(line)}`);
  return [...(name === '' ? [] : [`${margin}${paintName(name)}`]), ...wrapped];
}

export interface RequirementOutline {
  readonly requirement: Requirement;
  readonly checks: readonly CheckDescription[];
}

/**
 * The requirements with their checks, as far as the profiles are in scope: a check is in scope if all of its profiles
 * are.
 */
export async function outlineContract(scope: readonly Profile[] = profiles): Promise<RequirementOutline[]> {
  const checks = (await describeChecks()).filter((check) =>
    check.profiles.every((profile) => scope.includes(profile)),
  );
  return loadCatalogue()
    .requirements.filter((requirement) => scope.includes(requirement.profile))
    .map((requirement) => ({
      requirement,
      checks: checks.filter((check) => check.requirement === requirement.id),
    }));
}

/** What distinguishes a check from the others of its requirement: its title without that of the requirement. */
export function caseOf({ title }: CheckDescription, requirement: Requirement): string {
  const above = `${requirement.title}: `;
  return title.startsWith(above) ? title.slice(above.length) : title;
}
