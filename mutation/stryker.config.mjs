import process from 'node:process';
import { fileURLToPath, URL } from 'node:url';
import { groups } from './groups.mjs';

const name = process.env.MUTATION_GROUP ?? 'verdict';
const { mutate, tests, except = [] } = groups[name];
const here = (file) => fileURLToPath(new URL(file, import.meta.url));

/**
 * Mutation testing of the code whose mistakes a run would not show, a group of files at a time (groups.mjs).
 * By hand, `npm run mutation`; see docs/mutation-testing.md.
 *
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  mutate,
  mutator: { excludedMutations: except },
  testRunner: 'jest',
  jest: {
    configFile: 'tests/jest.config.js',
    config: {
      // Others build reports while they are loaded, which would have every test run for every mutant.
      testMatch: tests.map((file) => `<rootDir>/${file}`),
      setupFiles: ['<rootDir>/../mutation/deterministic-properties.js'],
      testEnvironment: here('first-failure.js'),
      testRunner: here('jest-circus-where-needed.js'),
    },
    // src/ is not below the rootDir of the tests, so that Jest knows of no relations.
    enableFindRelatedTests: false,
  },
  coverageAnalysis: 'perTest',
  // What is run once, while a file is loaded, would have all tests run in a process of its own.
  ignoreStatic: true,
  concurrency: 2,
  timeoutMS: 20_000,
  // A process of Jest grows with every run.
  maxTestRunnerReuse: 200,
  reporters: ['clear-text', 'json', 'progress-append-only'],
  jsonReporter: { fileName: `reports/mutation-${name}.json` },
  clearTextReporter: { allowColor: false, reportTests: false, allowEmojis: false },
  tempDirName: `.stryker-tmp/${name}`,
  ignorePatterns: ['.stryker-tmp', 'bench', 'reports'],
};
