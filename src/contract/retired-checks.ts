import { readFileSync } from 'node:fs';
import { inProject } from './project-root';

let retired: ReadonlyMap<string, string> | undefined;

/**
 * The ids of checks that were released and whose work another check does now, each with the id of that one
 * (`requirements/retired-checks.txt`, read once per process). An id is never given to another check.
 */
export function retiredChecks(): ReadonlyMap<string, string> {
  retired ??= new Map(
    readFileSync(inProject('requirements', 'retired-checks.txt'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(' -> ') as [string, string]),
  );
  return retired;
}
