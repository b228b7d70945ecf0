import { afterAll, beforeAll, describe, test } from '@jest/globals';
import type { HostedSuiteOptions } from './run/hosted';

export type ConformanceSuiteOptions = HostedSuiteOptions;

/**
 * Declares the checks in the suite of a project with Jest 28 or later: a `describe` for each section, a `test` for
 * each check. A test fails with the text of the reports. What could not be verified fails as well; with
 * `allowIncomplete` it is skipped, as far as the configuration is the reason, and its title says so. Where there is no
 * Identity service the first test says why, and no other is run.
 *
 * @throws ConfigurationError with every problem found in the options, as the tests are declared
 */
export function defineConformanceSuite(options: ConformanceSuiteOptions): void {
  const { abandoning, hostedSuite, testTimeout } = outsideJest();
  const suite = hostedSuite(options, process.env);
  describe('POST /v2.0/tokens', () => {
    const abandon = abandoning(globalThis);
    const giveUp = (why: string) => {
      abandon();
      failWith(`${why} None of the checks was run.`);
    };
    let missing: string | undefined;
    beforeAll(async () => (missing = await suite.open()), testTimeout);
    afterAll(suite.close, testTimeout);
    for (const section of suite.sections)
      describe(section.title, () => {
        beforeAll(() => {
          if (missing === undefined) section.prefetch();
        }, testTimeout);
        for (const { title, skipped, run } of section.tests) {
          if (skipped) test.skip(title, () => undefined);
          else
            test(title, () => (missing === undefined ? run().then(failWith) : giveUp(missing)), testTimeout);
        }
      });
  });
}

type Outside = Pick<typeof import('./run/hosted'), 'abandoning' | 'hostedSuite' | 'testTimeout'>;

/**
 * The suite, loaded by Node.js itself: no transform, mock or environment of the host reaches it, and test files of a
 * process share it.
 */
function outsideJest(): Outside {
  const load = process.getBuiltinModule('node:module').createRequire(__filename);
  return load('./run/hosted') as Outside;
}

/** Fails without a stack: the place in the suite where it is thrown says nothing about the server. */
function failWith(text: string | undefined): void {
  if (text !== undefined) throw Object.assign(new Error(text), { stack: text });
}
