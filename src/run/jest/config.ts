import type { Config } from '@jest/types';
import { ConfigurationError } from '../../configuration/configuration';
import { loadConfiguration } from '../../configuration/load';
import { keptInput } from '../../configuration/named-file';
import { inProject, projectRoot } from '../../contract/package-files';

/** Milliseconds that a check may wait for its turn at the server; its exchanges have deadlines of their own. */
export const testTimeout = 30 * 60 * 1000;

/**
 * What the specs need from Jest, whoever starts it. Harness modules are compiled, so that each process loads them once.
 */
export function harnessConfig(): Config.InitialOptions {
  const compiled = (name: string) => inProject('dist', 'src', 'run', 'jest', `${name}.js`);
  return {
    rootDir: projectRoot(),
    testEnvironment: compiled('environment'),
    testRunner: compiled('runner'),
    testSequencer: compiled('sequencer'),
    testTimeout,
    maxWorkers: 1,
    watchman: false,
  };
}

const wrongConfiguration = 2;

/** For `npx jest`: a wrong configuration is reported once, before anything is sent. */
export default function validateConfiguration({ maxWorkers }: Config.GlobalConfig): void {
  try {
    loadConfiguration({
      environment: process.env,
      flags: {},
      warn: (sentence) => process.stderr.write(`warning: ${sentence}\n`),
    });
    if (maxWorkers > 1 && keptInput(process.env['IDENTITY_CONFIG'] ?? '', process.cwd()))
      throw new ConfigurationError([
        'IDENTITY_CONFIG is a pipe, which only one Jest worker could read; leave out --maxWorkers, or save it as a file.',
      ]);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    for (const problem of error.problems) process.stderr.write(`error: ${problem}\n`);
    process.exit(wrongConfiguration);
  }
}
