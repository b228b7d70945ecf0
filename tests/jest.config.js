const { installApart } = require('../scripts/install-apart');

// The linter of the OpenAPI description bundles it for a test.
['tests', 'lint'].forEach(installApart);

/** The project's own tests; the specs that judge a server have theirs in the top-level jest.config.ts. */
module.exports = {
  rootDir: __dirname,
  testMatch: ['<rootDir>/**/*.test.ts'],
  testEnvironment: './environment.js',
  // Most of them wait for processes that they start: a core that is left free would have nothing to do.
  maxWorkers: '100%',
  // A test of a whole run takes seconds; this is to end one that hangs, not one on a machine that is busy.
  testTimeout: 300_000,
  // What is loaded where it is wanted is named as it is compiled.
  moduleNameMapper: { '^(\\./commands/\\w+|\\.\\./server/index|\\./run/program)\\.js$': '$1' },
  // Those of the packages of the tests are no tests.
  testPathIgnorePatterns: ['/node_modules/'],
  transform: { '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
};
