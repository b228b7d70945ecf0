import type { Command } from 'commander';
import type { CheckDescription } from '../../checks/check';
import { type DocumentCopy, readDocument, versionWarning } from '../../configuration/members/document';
import type { Requirement } from '../../contract/catalogue';
import { describeCombinations } from '../../run';
import { suggestion } from '../../run/selection/selection';
import { UsageError, coloursFor, type Io, readableWidth } from '../io';
import { explainCheck, explainRequirement, outlineContract, type RequirementOutline } from '../explanation';

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
