import { inspect } from 'node:util';
import { Secret } from '../../src/protocol/secret';
import { canary, load } from './configuration-file';

const server = 'baseUrl: https://identity.example.com';

test('without any source, the embedded server with every profile and the default limits, at a rate that the loopback can take', () => {
  expect(load({})).toEqual({
    profiles: ['core', 'api-key', 'xml', 'rcn', 'mfa', 'mfa-setup'],
    accounts: {},
    connection: { tls: { verify: true, ca: [] } },
    limits: {
      maxRps: 1000,
      timeoutMs: 10000,
      wrongPasswordAttempts: 3,
      wrongSecretsPerAccount: 12,
      maxBodyBytes: 8388608,
      maxValues: 250000,
      maxKeptBytes: 33554432,
      maxSecretBytes: 50331648,
      retryForMs: 10000,
      judgeMs: 5000,
      runMs: 900_000,
    },
    headers: {},
  });
});

test('JSON and YAML say the same', () => {
  const json = JSON.stringify(
    { baseUrl: 'https://identity.example.com', profiles: ['xml', 'core'] },
    null,
    '\t',
  );
  const yaml = `${server}\nprofiles: [xml, core]`;
  expect(load({ text: json, name: 'config.json' })).toEqual(load({ text: yaml }));
  expect(load({ text: json }).profiles).toEqual(['core', 'xml']);
});

test('flags come before the environment, the environment before the file, the file before defaults', () => {
  const text = `${server}\nprofiles: [xml]\nlimits: { maxRps: 5, timeoutMs: 500, wrongPasswordAttempts: 1, maxBodyBytes: 100000, retryForMs: 0 }`;
  const environment = { IDENTITY_BASE_URL: 'https://environment.example.com' };
  const flags = { baseUrl: 'https://flag.example.com', profiles: ['core'], maxRps: 7 };
  expect(load({ text }).baseUrl).toBe('https://identity.example.com');
  expect(load({ text, environment }).baseUrl).toBe('https://environment.example.com');
  expect(load({ text, environment, flags })).toMatchObject({
    baseUrl: 'https://flag.example.com',
    profiles: ['core'],
    limits: { maxRps: 7, timeoutMs: 500, wrongPasswordAttempts: 1, maxBodyBytes: 100000, retryForMs: 0 },
  });
});

test.each([
  ['https://h.example/', 'https://h.example'],
  ['http://h.example/identity//', 'http://h.example/identity'],
  ['HTTP://H.example:80/Identity', 'http://h.example/Identity'],
  ['http://[::1]:8080/a/b', 'http://[::1]:8080/a/b'],
  ['http://h.example/v2.0-beta', 'http://h.example/v2.0-beta'],
])('the base URL %s becomes %s', (given, expected) => {
  expect(load({ flags: { baseUrl: given } }).baseUrl).toBe(expected);
});

test('secrets of accounts and headers are wrapped and print as masks', () => {
  const text = `${server}
accounts:
  user: { username: alice, password: ${canary}, apiKey: "key ${canary}", tenantId: "777001" }
  mfaUser: { username: mia, password: ${canary}, totpSecret: jbsw y3dp ehpk 3pxp }
headers: { X-Auth-Token: ${canary}, X-Source: conformance }`;
  const configuration = load({
    text,
    flags: { headers: [`Authorization: Bearer ${canary}`, 'X-SOURCE: flag'] },
  });
  expect(inspect(configuration, { depth: 9 }) + JSON.stringify(configuration)).not.toContain(canary);
  expect(configuration.accounts.user?.password?.reveal()).toBe(canary);
  expect(configuration.accounts.user?.apiKey?.mask).toBe('[masked accounts.user.apiKey]');
  expect(configuration.accounts.user?.tenantId).toBe('777001');
  expect(configuration.accounts.mfaUser?.totpSecret).toBeInstanceOf(Secret);
  expect(configuration.headers['X-Auth-Token']).toBeInstanceOf(Secret);
  expect(String(configuration.headers['Authorization'])).toBe('[masked headers.Authorization]');
  expect(configuration.headers).toMatchObject({ 'X-SOURCE': 'flag' });
  expect(configuration.headers).not.toHaveProperty('X-Source');
});

test('variables are taken anywhere in a string, and what they hold is taken as it is', () => {
  const text = `baseUrl: "https://\${HOST}/\${PATH_PREFIX}"
accounts: { user: { username: alice, password: "\${ALICE}" } }`;
  const environment = { HOST: 'h.example', PATH_PREFIX: 'id', ALICE: `\${HOST}"#: ${canary}` };
  const configuration = load({ text, environment });
  expect(configuration.baseUrl).toBe('https://h.example/id');
  expect(configuration.accounts.user?.password?.reveal()).toBe(`\${HOST}"#: ${canary}`);
});

test('a variable as shells write it is taken literally, with a warning that does not repeat it', () => {
  const text = `${server}
accounts:
  user: { username: alice, password: "$ALICE_PASSWORD", apiKey: "\${KEY}" }
  secondUser: { username: bob, password: "$ecret-4711" }
headers: { X-Auth-Token: "Bearer $TOKEN", X-Price: "5 $" }`;
  const warnings: string[] = [];
  const environment = { KEY: '$KEY' };
  const { accounts } = load({ text, environment, warn: (sentence) => warnings.push(sentence) });
  expect(accounts.user?.password?.reveal()).toBe('$ALICE_PASSWORD');
  const words =
    'ends in a dollar sign and a name, which is taken literally; to use an environment variable write "${NAME}".';
  expect(warnings).toEqual([
    `config.yaml:3:38: accounts.user.password ${words}`,
    `config.yaml:5:26: headers.X-Auth-Token ${words}`,
  ]);
});

test.each([
  `{ "profiles": ["core"], "headers": { "X-A": "a // b", "X-B": "http://x.example/*" } }`,
  `{ # see // below\n profiles: [core], headers: { X-A: 'it''s // b', X-B: http://x.example } }`,
])('two slashes in a value or behind a # are no comment: %s', (text) => {
  expect(load({ text }).profiles).toEqual(['core']);
});

test('an anchor lets two accounts share their members', () => {
  const text = `${server}
accounts:
  secondUser: &rena { username: rena, password: ${canary} }
  rcnUser: *rena`;
  const { secondUser, rcnUser } = load({ text }).accounts;
  expect(rcnUser?.password?.reveal()).toBe(secondUser?.password?.reveal());
  expect(rcnUser?.password?.label).toBe('accounts.rcnUser.password');
});

test.each(['utf16le', 'utf16be', 'utf8'] as const)(
  'a file with a byte order mark in %s is read',
  (encoding) => {
    const text = `\uFEFF${server}\r\naccounts:\r\n  user: { username: zoë, password: Königin-42 }\r\n`;
    const bytes = Buffer.from(text, encoding === 'utf8' ? 'utf8' : 'utf16le');
    const { accounts } = load({ text: encoding === 'utf16be' ? bytes.swap16() : bytes });
    expect([accounts.user?.username, accounts.user?.password?.reveal()]).toEqual(['zoë', 'Königin-42']);
  },
);
