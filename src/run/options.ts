import { ConfigurationError } from '../configuration/configuration-error';
import { nearestName } from '../text/prose';
import { type Selection, selectionProblem } from './selection/selection';

interface Options extends Selection {
  readonly seed?: number;
  readonly fuzz?: number;
}

const lists = ['requirements', 'checks', 'onlyProfiles'];
const switches = ['strict', 'allowIncomplete', 'thorough'];

/**
 * Rejects invalid options of a program before anything is sent.
 * @param known the names of all options
 * @throws ConfigurationError with every problem that was found
 */
export function verifyOptions(options: Options, known: readonly string[]): void {
  if (typeof options !== 'object' || options === null)
    throw new ConfigurationError(['the options are not an object; pass one, or leave them out.']);
  const problems = [
    ...Object.keys(options).flatMap((name) => (known.includes(name) ? [] : [unknownOption(name, known)])),
    ...wrongTypes(options),
  ];
  if (problems.length > 0) throw new ConfigurationError(problems);
  const selection = selectionProblem(options, { requirements: 'requirements: ', checks: 'checks: ' });
  const numbers = (['seed', 'fuzz'] as const).map((name) => {
    const [least, greatest] = numberLimits[name];
    const value = options[name];
    if (value === undefined || (Number.isInteger(value) && value >= least && value <= greatest))
      return undefined;
    return `${name} must be a whole number between ${least} and ${greatest}; change it.`;
  });
  const wrong = [selection, ...numbers].filter((problem) => problem !== undefined);
  if (wrong.length > 0) throw new ConfigurationError(wrong);
}

function unknownOption(name: string, known: readonly string[]): string {
  const meant = nearestName(name, known);
  return `options: ${name} is not known; ${meant ? `did you mean ${meant}?` : `there are ${known.join(', ')}.`}`;
}

function wrongTypes(options: object): string[] {
  return Object.entries(options).flatMap(([name, value]: [string, unknown]) => {
    if (value === undefined) return [];
    if (lists.includes(name) && !(Array.isArray(value) && value.every((each) => typeof each === 'string')))
      return [`options: ${name} must be a list of strings; change it.`];
    if (switches.includes(name) && typeof value !== 'boolean')
      return [`options: ${name} must be true or false; change it.`];
    if (name === 'reportDir' && (typeof value !== 'string' || value === ''))
      return ['options: reportDir must be the name of a directory; change it, or leave it out.'];
    return [];
  });
}

/** The limits of the numbers that determine generated requests. */
export const numberLimits = { seed: [0, 2 ** 31 - 1], fuzz: [0, 10_000] } as const;
