import type { Command } from 'commander';
import { outlineContract, type RequirementOutline } from '../contract-outline';
import { describeCombinations } from '../../run';
import { suggestion } from '../../run/selection';
import { explainCheck, explainRequirement } from '../explanation';
import { coloursFor, readableWidth, type Io } from '../io';
import { UsageError } from '../usage-error';

/** `explain`: all that is known of one requirement or check. */
export function addExplainCommand(program: Command, io: Io): void {
  program
    .command('explain')
    .description('explain one requirement or check: what, why, where in the document, the request sent')
    .argument('<id>', 'the id of a requirement or a check, as list prints it')
    .action(async (id: string) => {
      const { bold } = coloursFor(io);
      const lines = explanationOf(id, await outlineContract(), readableWidth(io));
      const headline = lines.indexOf('');
      const painted = lines.map((line, index) => (index < headline ? bold(line) : line));
      io.stdout.write(`${painted.join('\n')}\n`);
    });
}

function explanationOf(id: string, outline: readonly RequirementOutline[], width: number): string[] {
  for (const { requirement, checks } of outline) {
    if (requirement.id === id) return explainRequirement(requirement, checks, width);
    const check = checks.find((candidate) => candidate.id === id);
    if (check)
      return explainCheck(
        check,
        requirement,
        width,
        check.requests.length === 0 ? describeCombinations(requirement.id) : [],
      );
  }
  const ids = outline.flatMap(({ requirement, checks }) => [
    requirement.id,
    ...checks.map((check) => check.id),
  ]);
  throw new UsageError(`There is no requirement or check ${id}; ${suggestion(id, ids)}`);
}
