import { resolve } from 'node:path';
import { run as runSuite, type RunOptions as SuiteOptions } from './run';
import { loadConfiguration, type RawConfiguration } from './run/configuration';
import { verifyOptions } from './run/option-problems';
import { writeReports } from './run/report/write';
import type { Report } from './run/report/report';

export { ConfigurationError } from './run/configuration';
export type { Progress } from './run';
export type * from './run/report/report';

/** The members of a configuration file; `${NAME}` in a string is taken from the environment, as there. */
export type Configuration = RawConfiguration;

export interface RunOptions extends SuiteOptions {
  /** Where the reports are written, relative to the working directory; none are without it. */
  readonly reportDir?: string;
}

let last: Promise<unknown> = Promise.resolve();

/**
 * Runs the suite against the server of the configuration, or the embedded one where it names none. A process runs
 * one at a time: calls wait for those before them. The variables IDENTITY_BASE_URL and IDENTITY_CONFIG are not read.
 *
 * @returns the report; its `exitCode` is that of the command, and nothing that a server does makes this reject
 * @throws ConfigurationError with every problem found, before anything is sent; Error within a test of Jest, where
 *   `identity-conformance/jest` takes its place; the reason of `signal` where it is aborted before the run begins
 */
export async function run(configuration: Configuration = {}, options: RunOptions = {}): Promise<Report> {
  if (process.env['JEST_WORKER_ID'] !== undefined && matchers in globalThis)
    throw new Error(
      "run() starts a Jest of its own and cannot do so within a test of another; use defineConformanceSuite of 'identity-conformance/jest' there.",
    );
  const { IDENTITY_BASE_URL: _url, IDENTITY_CONFIG: _file, ...environment } = process.env;
  const loaded = loadConfiguration({ value: configuration, environment, flags: {} });
  verifyOptions(options);
  const { reportDir } = options;
  const directory = reportDir === undefined ? undefined : resolve(reportDir);

  const turn = last.then(async () => {
    options.signal?.throwIfAborted();
    const report = await runSuite(loaded, options);
    if (directory !== undefined) await writeReports(report, directory);
    return report;
  });
  last = turn.catch(() => undefined);
  return turn;
}

/** Under this key Jest keeps its matchers in the globals of a test. */
const matchers = Symbol.for('$$jest-matchers-object');
