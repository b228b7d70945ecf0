import type { RawConfiguration } from './configuration/load';
import type { ProgramOptions } from './run/program';
import type { Report } from './report/report';

export { ConfigurationError } from './configuration/configuration';
export type { Progress } from './run';
export type * from './report/report';

/** The members of a configuration file; `${NAME}` in a string is taken from the environment, as there. */
export type Configuration = RawConfiguration;
export type RunOptions = ProgramOptions;

/**
 * Runs the suite against the server of the configuration, or the embedded one where it names none: `run({})`. A process runs
 * one at a time: calls wait for those before them. The variables IDENTITY_BASE_URL and IDENTITY_CONFIG are not read.
 *
 * @returns the report; its `exitCode` is that of the command, and nothing that a server does makes this reject
 * @throws ConfigurationError with every problem found, before anything is sent; Error within a test of Jest, where
 *   `identity-conformance/jest` takes its place; the reason of `signal` where it is aborted before the run begins
 */
export async function run(configuration: Configuration, options: RunOptions = {}): Promise<Report> {
  if (process.env['JEST_WORKER_ID'] !== undefined && matchers in globalThis)
    throw new Error(
      "run() starts a Jest of its own and cannot do so within a test of another; use defineConformanceSuite of 'identity-conformance/jest' there.",
    );
  // Only now: within a test of Jest, what it loads would meet the settings of the host.
  const { runInTurn } = await import('./run/program.js');
  return runInTurn(configuration, options);
}

/** Under this key Jest keeps its matchers in the globals of a test. */
const matchers = Symbol.for('$$jest-matchers-object');
