import type { Config } from '@jest/types';
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

/** Runs the checks of a `run`. It is also the test file: Jest needs one, and there is no other. */
export const selectedChecksFile = inProject('dist', 'src', 'run', 'jest', 'check-runner.js');

/** The selected checks, run by `run` wherever the package is installed; the surrounding project is ignored. */
export function runConfig(): Config.InitialOptions {
  return {
    ...harnessConfig(),
    roots: [inProject('dist', 'src', 'run', 'jest')],
    runner: selectedChecksFile,
    testMatch: ['**/check-runner.js'],
    testPathIgnorePatterns: [],
    modulePathIgnorePatterns: [],
    transform: {},
    // Otherwise Jest starts two processes to list the one file.
    haste: { retainAllFiles: true, forceNodeFilesystemAPI: true },
    reporters: [inProject('dist', 'src', 'run', 'jest', 'reporter.js')],
  };
}
