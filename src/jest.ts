import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, test } from '@jest/globals';
import type { HostedSuite, HostedSuiteOptions } from './run/hosted';

export type ConformanceSuiteOptions = HostedSuiteOptions;

/**
 * Declares the checks in the suite of a project with Jest 28 or later: a `describe` for each section, a `test` for
 * each check. A test fails with the text of the reports. What could not be verified fails as well; with
 * `allowIncomplete` it is skipped, as far as the configuration is the reason, and its title says so.
 *
 * @throws ConfigurationError with every problem found in the options, as the tests are declared
 */
export function defineConformanceSuite(options: ConformanceSuiteOptions): void {
  const { hostedSuite, testTimeout } = outsideJest();
  const { reportDir } = options;
  const suite = hostedSuite(
    reportDir === undefined ? options : { ...options, reportDir: resolve(reportDir) },
    process.env,
  );
  describe('POST /v2.0/tokens', () => {
    beforeAll(suite.open, testTimeout);
    afterAll(suite.close, testTimeout);
    for (const section of suite.sections)
      describe(section.title, () => {
        beforeAll(section.prefetch, testTimeout);
        for (const { title, skipped, run } of section.tests) {
          if (skipped) test.skip(title, () => undefined);
          else test(title, () => run().then(failWith), testTimeout);
        }
      });
  });
}

interface Outside {
  readonly hostedSuite: (options: HostedSuiteOptions, environment: NodeJS.ProcessEnv) => HostedSuite;
  readonly testTimeout: number;
}

/**
 * The suite, loaded by Node.js itself: no transform, mock or environment of the host reaches it, and test files of a
 * process share it.
 */
function outsideJest(): Outside {
  const load = process.getBuiltinModule('node:module').createRequire(__filename);
  return load('./run/hosted') as Outside;
}

/** Fails without a stack: the place in the suite where it is thrown says nothing of the server. */
function failWith(text: string | undefined): void {
  if (text !== undefined) throw Object.assign(new Error(text), { stack: text });
}
