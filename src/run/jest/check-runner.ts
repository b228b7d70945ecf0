import { setImmediate as afterInputAndOutput } from 'node:timers/promises';
import type { Test, TestResult } from '@jest/test-result';
import type { CheckResult, CheckStatus } from '../../checks/check';
import type { DeclaredSection } from '../selection/declared-checks';
import { evidenceOf, type WithEvidence } from './evidence';
import { sessionOr } from './session';

/**
 * Jest's runner in a `run`: each selected check is a test. The checks were already read outside Jest, so the realm, the
 * globals and the `expect` that Jest makes for a test file are not needed; they cost as much as all the rest.
 */
export default class CheckRunner {
  readonly isSerial = true;

  /** @param tests the one file, this one */
  async runTests(
    tests: readonly Test[],
    _watcher: unknown,
    onStart: (test: Test) => Promise<void>,
    onResult: (test: Test, result: TestResult & WithEvidence) => Promise<void>,
    onFailure: (test: Test, error: Error) => Promise<void>,
  ): Promise<void> {
    for (const test of tests) {
      await onStart(test);
      try {
        await onResult(test, await withoutStrayExceptions(() => resultOf(test)));
      } catch (error) {
        await onFailure(test, error instanceof Error ? error : new Error(String(error)));
      }
    }
  }
}

async function resultOf(test: Test): Promise<TestResult & WithEvidence> {
  const session = await sessionOr(() => Promise.reject(new Error('no run has begun')));
  const assertions: Assertion[] = [];
  const results: CheckResult[] = [];
  const unjudged: string[] = [];
  for (const section of session.sections ?? []) {
    for (const check of section.checks) {
      const result = await session.harness.run(check).catch((error: unknown) => {
        unjudged.push(unjudgedText(check.id, error));
      });
      if (result) {
        results.push(result);
        try {
          session.onResult?.(result);
        } catch (error) {
          unjudged.push(`the progress of ${check.id} could not be shown: ${messageOf(error)}`);
        }
      }
      assertions.push(assertionOf(section, check.title, result));
      // Otherwise checks with finished responses would keep requests, signals and deadlines waiting.
      await afterInputAndOutput();
    }
  }
  const evidence = evidenceOf(session.harness, results);
  const defects = [...evidence.defects, ...unjudged];
  return { ...testResult(test, assertions), evidence: { ...evidence, defects } };
}

/** Why a check has no result; otherwise the report could only say that it is missing. */
export function unjudgedText(id: string, error: unknown): string {
  return `${id} could not be judged: ${messageOf(error)}`;
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}

/**
 * A stray exception, such as one from a server in the same process, does not end the run: it spoils a response, and
 * that is judged. Other listeners for such exceptions are restored afterwards.
 */
async function withoutStrayExceptions<T>(work: () => Promise<T>): Promise<T> {
  const events = ['uncaughtException', 'unhandledRejection'] as const;
  const ignore = () => undefined;
  const others = events.map((event) => process.rawListeners(event) as (() => void)[]);
  for (const event of events) process.removeAllListeners(event).on(event, ignore);
  try {
    return await work();
  } finally {
    events.forEach((event, at) => {
      process.off(event, ignore);
      for (const listener of others[at] ?? []) process.on(event, listener);
    });
  }
}

type Assertion = TestResult['testResults'][number];

/** The status for Jest: a warning fails no test, and a check that is not verified or not applicable is skipped. */
const jestStatus: Readonly<Record<CheckStatus, Assertion['status']>> = {
  passed: 'passed',
  warned: 'passed',
  failed: 'failed',
  'not-verified': 'pending',
  'not-applicable': 'pending',
};

function assertionOf(section: DeclaredSection, title: string, result: CheckResult | void): Assertion {
  return {
    ancestorTitles: [section.title],
    title,
    fullName: `${section.title} ${title}`,
    status: result ? jestStatus[result.status] : 'failed',
    failureDetails: [],
    failureMessages: [],
    numPassingAsserts: 0,
  };
}

/** The form in which Jest counts the tests of a file. */
function testResult({ path }: Test, testResults: Assertion[]): TestResult {
  const count = (wanted: Assertion['status']) => testResults.filter(({ status }) => status === wanted).length;
  const times = ['end', 'start', 'runtime', 'loadTestEnvironmentEnd', 'loadTestEnvironmentStart'] as const;
  const setUp = ['setupAfterEnvEnd', 'setupAfterEnvStart', 'setupFilesEnd', 'setupFilesStart'] as const;
  return {
    testFilePath: path,
    testResults,
    numPassingTests: count('passed'),
    numFailingTests: count('failed'),
    numPendingTests: count('pending'),
    numTodoTests: 0,
    leaks: false,
    openHandles: [],
    skipped: false,
    perfStats: { ...zeros(times), ...zeros(setUp), slow: false },
    snapshot: {
      ...zeros(['added', 'matched', 'unchecked', 'unmatched', 'updated']),
      fileDeleted: false,
      uncheckedKeys: [],
    },
  };
}

function zeros<Name extends string>(names: readonly Name[]): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
}
