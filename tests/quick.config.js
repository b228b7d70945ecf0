/** The tests that need no process, server or property of their own for long: an answer within half a minute, at each change. */
module.exports = {
  ...require('./jest.config'),
  testMatch: [
    '<rootDir>/{cli,configuration,contract,http,oracle,protocol,report,secrets,server}/**/*.test.ts',
  ],
  testPathIgnorePatterns: [
    '/node_modules/',
    '/(cause-first|completion|echoed-secrets|raw-transport|repeatable-request|same-contract|xml-floods|xml-hostile)\\.',
  ],
};
