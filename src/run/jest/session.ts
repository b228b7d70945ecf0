import { createTestScheduler } from '@jest/core';
import type { Reporter } from '@jest/reporters';
import type { Test } from '@jest/test-result';
import type { Config } from '@jest/types';
import type { CheckResult } from '../../checks/check';
import type { Harness } from '../../checks/harness';
import { inProject, projectRoot } from '../../contract/package-files';
import type { Stop } from '../../report/report';
import { durationText } from '../../report/wording/labels';
import type { Masker } from '../../secrets/masking';
import type { DeclaredSection } from '../selection/declared-checks';
import type { Target } from '../target';
import type { Collector } from './evidence';

/** Ends a run that takes too long: what was not sent by then is not verified, and the rest is reported. */
export class Overtime {
  readonly #timer: NodeJS.Timeout;
  #stop: Stop | undefined;

  /** @param runMs limits.runMs, in milliseconds; they begin now */
  constructor(runMs: number, harness: Pick<Harness, 'stop'>) {
    const took = `the run took longer than limits.runMs, ${durationText(runMs)}`;
    this.#timer = setTimeout(() => {
      this.#stop = {
        kind: 'overtime',
        message: `T${took.slice(1)}; the reports have the results so far. Raise limits.runMs, or find out why the server is so slow.`,
      };
      harness.stop(`Not verified: ${took}.`);
    }, runMs);
    this.#timer.unref();
  }

  /** Why the run ended, if it took too long. */
  get stop(): Stop | undefined {
    return this.#stop;
  }

  over(): void {
    clearTimeout(this.#timer);
  }
}

/** What the spec files of one run share within a process. */
export interface Session {
  readonly target: Target;
  readonly harness: Harness;
  /** The checks that are to run, by section; under `npx jest` there are none, and each spec file declares its own. */
  readonly sections?: readonly DeclaredSection[];
  readonly onResult?: (result: CheckResult) => void;
  /** Under `npx jest`, what ends a run that takes too long. */
  readonly overtime?: Overtime;
}

let current: Session | undefined;
let opening: Promise<Session> | undefined;

/** Opened by `run`, whose specs run in its own process. */
export function openSession(session: Session): void {
  current = session;
}

export function closeSession(): void {
  current?.harness.client.close();
  current?.overtime?.over();
  current = undefined;
  opening = undefined;
}

/** The session of this process; if `run` opened none, `open` is called once. */
export async function sessionOr(open: () => Promise<Session>): Promise<Session> {
  if (current) return current;
  opening ??= open();
  current = await opening;
  return current;
}

export function currentMasker(): Masker | undefined {
  return current?.harness.client.masker;
}

export function currentTarget(): Target | undefined {
  return current?.target;
}

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
