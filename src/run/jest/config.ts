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
