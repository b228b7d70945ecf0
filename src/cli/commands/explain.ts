import type { Command } from 'commander';
import type { CheckDescription, RequestDescription } from '../../../specs/vocabulary/description';
import { sourceOf, type Requirement } from '../../contract/requirement';
import { outlineContract, type RequirementOutline } from '../contract-outline';
import { coloursFor, type Io } from '../io';
import { suggestion } from '../selection';
import { UsageError } from '../usage-error';

/** `explain`: all that is known of one requirement or check. */
export function addExplainCommand(program: Command, io: Io): void {
  program
    .command('explain')
    .description('explain one requirement or check: what, why, where in the document, the request sent')
    .argument('<id>', 'the id of a requirement or a check, as list prints it')
    .action(async (id: string) => {
      const { bold } = coloursFor(io);
      const [title, ...rest] = explanationOf(id, await outlineContract());
      io.stdout.write(`${[bold(title ?? id), ...rest].join('\n')}\n`);
    });
}

function explanationOf(id: string, outline: readonly RequirementOutline[]): string[] {
  for (const { requirement, checks } of outline) {
    if (requirement.id === id) return explainRequirement(requirement, checks);
    const check = checks.find((candidate) => candidate.id === id);
    if (check) return explainCheck(check, requirement);
  }
  const ids = outline.flatMap(({ requirement, checks }) => [
    requirement.id,
    ...checks.map((check) => check.id),
  ]);
  throw new UsageError(`There is no requirement or check ${id}; ${suggestion(id, ids)}`);
}

function explainRequirement(requirement: Requirement, checks: readonly CheckDescription[]): string[] {
  return [
    `${requirement.id}: ${requirement.title}`,
    '',
    requirement.statement,
    '',
    field('Level', requirement.level),
    field('Profile', requirement.profile),
    field('Section', requirement.section),
    ...provenance(requirement),
    ...(requirement.excluded ? [field('Not checked', requirement.excluded)] : []),
    ...(checks.length > 0 ? ['', 'Checks'] : []),
    ...checks.flatMap((check) => [`  ${check.id}`, `    ${check.title}; passes: ${check.expects}`]),
  ];
}

function explainCheck(check: CheckDescription, requirement: Requirement): string[] {
  return [
    `${check.id}: ${check.title}`,
    '',
    requirement.statement,
    '',
    field('Requirement', `${requirement.id}: ${requirement.title}`),
    field('Level', check.level),
    field('Profiles', check.profiles.join(', ')),
    ...provenance(requirement),
    field('Spec', check.spec),
    field('Passes', check.expects),
    ...check.requests.flatMap(requestLines),
  ];
}

function provenance(requirement: Requirement): string[] {
  const { erratum } = requirement;
  return [
    field('Source', sourceOf(requirement)),
    ...(erratum ? [field('Erratum', `${erratum}, decided in docs/errata.md`)] : []),
  ];
}

/** The request as it goes out, `${...}` standing for values of the configuration. */
function requestLines(request: RequestDescription): string[] {
  return [
    '',
    `Request (${request.role})`,
    `  ${request.method} ${request.path}`,
    ...Object.entries(request.headers).map(([name, value]) => `  ${name}: ${value}`),
    ...(request.body === '' ? [] : ['', ...request.body.split('\n').map((line) => `  ${line}`)]),
  ];
}

function field(name: string, value: string): string {
  return `${name.padEnd(12)} ${value}`;
}
