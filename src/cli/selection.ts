import { selectionProblem, type Selection } from '../run/selection';
import { UsageError } from './usage-error';

/** Refuses a selection that names what there is not: it would run nothing and look like a pass. */
export function verifySelection(selection: Selection): Promise<void> {
  const problem = selectionProblem(selection, { requirements: '--requirement ', checks: '--check ' });
  return problem === undefined ? Promise.resolve() : Promise.reject(new UsageError(problem));
}
