import { resolve } from 'node:path';
import { ConfigurationError } from '../configuration/configuration';
import { loadConfiguration, type RawConfiguration } from '../configuration/load';
import type { Report } from '../report/report';
import { writeReports } from '../report/write';
import { nearestName } from '../text/prose';
import { run, type RunOptions } from '.';
import { type Selection, selectionProblem } from './selection/selection';
import { numberLimits } from './target';

export interface ProgramOptions extends Omit<RunOptions, 'baseline' | 'shard'> {
  /** Where the reports are written, relative to the working directory; without it, none are. */
  readonly reportDir?: string;
}

/** All options, so that unknown ones are rejected; the type keeps the list complete. */
const known: Readonly<Record<keyof ProgramOptions, true>> = {
  ...{ requirements: true, checks: true, onlyProfiles: true },
  ...{ strict: true, allowIncomplete: true, seed: true, fuzz: true, thorough: true },
  ...{ targetName: true, signal: true, onProgress: true, reportDir: true },
};

let last: Promise<unknown> = Promise.resolve();

/**
 * `run` for programs: the configuration is checked as a file would be, and runs of a process take turns.
 * @throws ConfigurationError; the reason of `signal` if it is aborted before the run begins
 */
export async function runInTurn(configuration: RawConfiguration, options: ProgramOptions): Promise<Report> {
  // Otherwise the embedded server would be tested, and found conformant, instead of the user's.
  if (configuration === undefined || configuration === null)
    throw new ConfigurationError([
      'the configuration is missing; pass an object with the members of a configuration file, or {} to test the embedded server.',
    ]);
  const { IDENTITY_BASE_URL: _url, IDENTITY_CONFIG: _file, ...environment } = process.env;
  const loaded = loadConfiguration({ value: configuration, environment, flags: {} });
  verifyOptions(options, Object.keys(known));
  const { reportDir } = options;
  const directory = reportDir === undefined ? undefined : resolve(reportDir);

  const turn = last.then(async () => {
    options.signal?.throwIfAborted();
    const report = await run(loaded, options);
    if (directory !== undefined) await writeReports(report, directory);
    return report;
  });
  last = turn.catch(() => undefined);
  return turn;
}

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
