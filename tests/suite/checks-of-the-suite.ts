import type { CheckDescription } from '../../src/checks/check';
import { callExecutable } from './executable';

/** The checks as `list --json` tells them: the specs run in an environment of their own, not in that of a test. */
export function checksOfTheSuite(): readonly CheckDescription[] {
  const { stdout } = callExecutable(['list', '--json']);
  return (JSON.parse(stdout) as { checks: CheckDescription[] }).checks;
}
