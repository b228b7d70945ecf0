/** The project's own tests; the specs that judge a server have theirs in the top-level jest.config.ts. */
module.exports = {
  rootDir: __dirname,
  testMatch: ['<rootDir>/**/*.test.ts'],
  testEnvironment: 'node',
  // A test of a whole run takes a second or two, and more beside others.
  testTimeout: 60_000,
  transform: { '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
};
