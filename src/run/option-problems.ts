import { ConfigurationError } from './configuration';
import { numberLimits } from './number-limits';
import { selectionProblem, type Selection } from './selection';

interface Options extends Selection {
  readonly seed?: number;
  readonly fuzz?: number;
}

/**
 * Refuses options of a run that mean nothing, before anything is sent.
 * @throws ConfigurationError
 */
export function verifyOptions(options: Options): void {
  const selection = selectionProblem(options, { requirements: 'requirements: ', checks: 'checks: ' });
  const numbers = (['seed', 'fuzz'] as const).map((name) => {
    const [least, greatest] = numberLimits[name];
    const value = options[name];
    if (value === undefined || (Number.isInteger(value) && value >= least && value <= greatest))
      return undefined;
    return `${name} must be a whole number between ${least} and ${greatest}; change it.`;
  });
  const problems = [selection, ...numbers].filter((problem) => problem !== undefined);
  if (problems.length > 0) throw new ConfigurationError(problems);
}
