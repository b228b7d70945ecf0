import { createTestScheduler } from '@jest/core';
import type { Reporter } from '@jest/reporters';
import type { Test } from '@jest/test-result';
import type { Config } from '@jest/types';
import { inProject, projectRoot } from '../../contract/package-files';
import type { Collector } from './evidence';

/** Runs the checks of a `run`. It is also the test file: Jest needs one, and there is no other. */
const selectedChecks = inProject('dist', 'src', 'run', 'jest', 'check-runner.js');

/*
 * What Jest's scheduler asks for where a runner runs the one test file. `runCLI` would look for configurations, list files,
 * and read what it noted of earlier runs before it came to the same (docs/decisions/jest-in-process.md).
 */
const settings = {
  run: {
    bail: 0,
    maxWorkers: 1,
    reporters: [],
    rootDir: projectRoot(),
    runInBand: true,
    updateSnapshot: 'none',
  },
  file: {
    ...{ id: 'identity-conformance', rootDir: projectRoot(), runner: selectedChecks },
    ...{ extensionsToTreatAsEsm: [], moduleFileExtensions: ['js'] },
    ...{ testMatch: [], testPathIgnorePatterns: [], transform: [], transformIgnorePatterns: [] },
  },
  /** There are no snapshots. */
  files: { matchFiles: () => [] },
  /** Nobody watches: an interruption ends the requests, and the checks run to their end without them. */
  watcher: { isInterrupted: () => false, isWatchMode: () => false },
};

type Scheduler = Awaited<ReturnType<typeof createTestScheduler>>;

/** Has Jest run the checks of the session, and collects their evidence. */
export async function runUnderJest(collector: Collector): Promise<void> {
  const scheduler = await createTestScheduler(settings.run as unknown as Config.GlobalConfig, {
    firstRun: true,
    previousSuccess: true,
    startRun: () => undefined,
  });
  const reporter: Pick<Reporter, 'onTestResult'> = { onTestResult: (_, result) => collector.add(result) };
  scheduler.addReporter(reporter);
  const context = { config: settings.file, hasteFS: settings.files } as unknown as Test['context'];
  const watcher = settings.watcher as unknown as Parameters<Scheduler['scheduleTests']>[1];
  await scheduler.scheduleTests([{ context, path: selectedChecks }], watcher);
}
