import { resolve } from 'node:path';
import { ConfigurationError } from '../configuration/configuration-error';
import { loadConfiguration, type RawConfiguration } from '../configuration/load';
import type { Report } from '../report/report';
import { writeReports } from '../report/write';
import { verifyOptions } from './options';
import { run, type RunOptions } from './run';

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
