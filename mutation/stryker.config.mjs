/**
 * Mutation testing of the code whose mistakes a run would not show: verdict, exit code, redaction, parity.
 * By hand, `npm run mutation`; see docs/mutation-testing.md.
 *
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  mutate: [
    'src/report/verdict/verdict.ts',
    'src/report/verdict/counts.ts',
    'src/protocol/parity.ts',
    'src/protocol/secret.ts',
    'src/secrets/masking.ts',
  ],
  testRunner: 'jest',
  jest: {
    configFile: 'tests/jest.config.js',
    // Those that state what this code promises. Others build reports while they are loaded, which would have every
    // test run for every mutant.
    config: {
      testMatch: [
        '<rootDir>/report/verdict.test.ts',
        '<rootDir>/protocol/parity.test.ts',
        '<rootDir>/secrets/{secret,masking}.test.ts',
      ],
      setupFiles: ['<rootDir>/../mutation/deterministic-properties.js'],
    },
    // src/ is not below the rootDir of the tests, so that Jest knows of no relations.
    enableFindRelatedTests: false,
  },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  reporters: ['clear-text', 'json'],
  jsonReporter: { fileName: 'reports/mutation.json' },
  clearTextReporter: { allowColor: false, reportTests: false, allowEmojis: false },
  tempDirName: '.stryker-tmp',
};
