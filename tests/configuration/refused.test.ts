import { tmpdir } from 'node:os';
import { loadConfiguration } from '../../src/configuration/load';
import { canary, errorOf, problemsOf, type Given } from './configuration-file';

const user = (members: string): string =>
  `baseUrl: https://h.example\naccounts:\n  user: { username: alice, ${members} }`;

/** Ten levels of a list, each of which repeats the one below ten times. */
const bomb = Array.from({ length: 10 }, (_, level) =>
  level === 0
    ? 'l0: &l0 x'
    : `l${level}: &l${level} [${Array(10)
        .fill(`*l${level - 1}`)
        .join(', ')}]`,
).join('\n');

/** Texts of a configuration, and what is said of each. */
const texts: readonly (readonly [text: string, problem: string])[] = [
  ['profils: [core]', 'config.yaml:1:1: profils is not known; did you mean profiles?'],
  [
    user(`password: abcd, pasword: ${canary}`),
    'config.yaml:3:44: accounts.user.pasword is not known; did you mean password?',
  ],
  ['accounts: { admin: {} }', 'accounts.admin is not known; accounts takes user, secondUser, '],
  ['limits: { timeout: 5 }', 'limits.timeout is not known; did you mean timeoutMs?'],
  [user(`password: abcd, apiKey:${canary}`), 'accounts.user has a member whose name is not a plain word'],
  [
    'profiles: [core, xlm]',
    'config.yaml:1:18: profiles[1] is not a profile (did you mean xml?); use one of core, api-key',
  ],
  ['profiles: []', 'profiles is empty'],
  ['profiles: [xml, xml]', 'profiles names a profile twice'],
  [
    user('password: abcd, tenantId: 777001'),
    'accounts.user.tenantId is a number where a string is expected; put it in quotes.',
  ],
  [user('password: 47114711'), 'accounts.user.password is a number where'],
  ['foreignTenantId: #9001', 'foreignTenantId has no value; write one'],
  [user('password: ""'), 'accounts.user.password is empty; write a value'],
  [user('password: abc'), 'accounts.user.password has fewer than 4 characters'],
  ['limits: { maxRps: "5" }', 'limits.maxRps must be a whole number, without quotes'],
  ['limits: { maxRps: 0 }', 'limits.maxRps must be between 1 and 1000'],
  ['limits: { maxValues: 1 }', 'limits.maxValues must be between 1000 and 2000000'],
  ['limits: { maxKeptBytes: 1 }', 'limits.maxKeptBytes must be between 65536 and 268435456'],
  ['limits: { maxSecretBytes: 1 }', 'limits.maxSecretBytes must be between 65536 and 268435456'],
  ['[core]', 'config.yaml:1:1: the configuration must be an object'],
  ['', 'config.yaml:1:1: the configuration has no value'],
  [user('tenantId: a'), 'accounts.user has neither a password nor an apiKey'],
  ['accounts: { user: { password: abcd } }', 'accounts.user lacks username; add it.'],
  ...['\\x07', '\\u0085', '\\u009b', '\\x7f', '\\n'].map((character): [string, string] => [
    user(`apiKey: abcd, tenantId: "a${character}b"`),
    'accounts.user.tenantId contains a control character',
  ]),
  [
    'accounts: { user: { username: "a\\tb", password: abcd } }',
    'accounts.user.username contains a control character',
  ],
  [
    user('password: abcd, passcode: "1234", passcodeCommand: otp'),
    'accounts.user has more than one source of passcodes',
  ],
  [user(`password: abcd, totpSecret: ${canary}`), 'accounts.user.totpSecret is not base32'],
  [
    user('password: "${ALICE_PASSWORD}"'),
    'config.yaml:3:38: accounts.user.password uses the environment variable ALICE_PASSWORD, which is not set',
  ],
  [user('password: "${constructor}"'), 'uses the environment variable constructor, which is not set'],
  [
    user('password: "${A:-b}"'),
    'accounts.user.password contains ${...} without the plain name of a variable',
  ],
  [
    `accounts: { user: { username: a, password: ${canary} } }`,
    'config.yaml:1:11: accounts belongs to a server, but baseUrl is missing; add baseUrl or --base-url',
  ],
  ['foreignTenantId: "9"', 'foreignTenantId belongs to a server'],
  [
    `foreignTenantId: "7"\n${user('password: abcd, tenantId: "7"')}`,
    'foreignTenantId is the tenantId of accounts.user',
  ],
  ['headers: { "X Y": a }', 'headers has a member whose name is not a valid header name'],
  [`headers: { X-A: "a\\n${canary}" }`, 'headers.X-A contains a character that a header must not contain'],
  ['headers: { X-A: a, x-a: b }', 'The header x-a is given twice'],
  [
    'headers: { Content-Type: text/plain }',
    'headers.Content-Type is a header that the checks set themselves',
  ],
  ['accounts:\n\tuser: {}', 'config.yaml:2:1: a tab is used for indentation; use spaces.'],
  ['profiles: [xml]\nprofiles: [core]', 'config.yaml:2:1: a member is written twice; keep one of them.'],
  [
    user('<<: { apiKey: key1 }, password: abcd'),
    '<< is the merge key of YAML 1.1, which is not supported; write out the members.',
  ],
  [`a: !${canary}`, 'config.yaml:1:4: a value begins with an exclamation mark'],
  [`a: *${canary}`, 'config.yaml:1:4: a value begins with an asterisk'],
  [
    `a: &a ${canary}\nb:\n${'  - *a\n'.repeat(101)}`,
    'config.yaml:3:5: from here on, YAML aliases repeat values more than 100 times; write the values out.',
  ],
  [bomb, 'config.yaml:2:10: from here on, YAML aliases repeat values more than 100 times'],
  [
    'accounts: &a\n  user: *a',
    'config.yaml:2:9: a YAML alias stands within the value that it repeats; remove it.',
  ],
  [`a: "@${canary}"\nb: @${canary}`, 'config.yaml:2:4: a value begins with a character that YAML reserves'],
  [`a: "${canary}`, 'a quote, a bracket, a colon or the space after a colon is missing'],
  [
    `{\n  /* ${canary} */\n  "profiles": ["core"]\n}`,
    'config.yaml:2:3: this comment is valid neither in JSON nor in YAML; remove it, or begin it with #.',
  ],
  [
    user('password: ${ALICE_PASSWORD}'),
    'config.yaml:3:39: inside braces or brackets ${...} needs quotes; write "${NAME}".',
  ],
  [
    'headers: { X-A: abc${A}, X-B: ${B} }',
    'config.yaml:1:21: inside braces or brackets ${...} needs quotes; write "${NAME}".',
  ],
];

const sources: readonly (readonly [given: Given, problem: string])[] = [
  [{ flags: { profiles: ['cor'] } }, '--profile cor is not a profile (did you mean core?); use one of'],
  [
    { text: user('password: "${EMPTY}"'), environment: { EMPTY: '' } },
    'accounts.user.password (its value comes from EMPTY) is empty',
  ],
  [
    // Node reads a byte that is not UTF-8 so.
    { text: user('password: "${ALICE}"'), environment: { ALICE: 'K\uFFFDnigin-42' } },
    'uses the environment variable ALICE, which is not valid UTF-8 at character 2',
  ],
  [{ environment: { IDENTITY_CONFIG: '' } }, 'IDENTITY_CONFIG is empty'],
  [
    { environment: { IDENTITY_CONFIG: 'nowhere.yaml' } },
    'IDENTITY_CONFIG: the configuration file nowhere.yaml does not exist',
  ],
  [
    { flags: { headers: [canary] } },
    "--header must be a name, a colon and a value; write it as --header 'X-Request-Source: conformance'.",
  ],
  [{ flags: { headers: ['X-A: '] } }, '--header X-A is empty'],
  [{ flags: { headers: ['Authorization: abc'] } }, '--header Authorization has fewer than 4 characters'],
  [
    { name: 'config.json', text: '{"profiles": ["core"],}' },
    'the text is not JSON, perhaps because of an extra comma or a comment; fix it, or name the file .yaml.',
  ],
  [
    { name: 'config.json', text: `{\n  "profiles": ["core"], // "${canary}"\n  "limits": {}\n}` },
    'config.json:2:25: JSON has no comments; remove this one, or name the file .yaml and begin the comment with #.',
  ],
];

test.each([...texts.map(([text, problem]) => [{ text }, problem] as const), ...sources])(
  '%j is refused: %s',
  (given: Given, problem) => {
    const problems = problemsOf(given);
    expect(problems.join('\n')).toContain(problem);
    expect(problems.join('\n')).not.toContain(canary);
    for (const sentence of problems) expect(sentence).toMatch(/^[^\n]+[.?]$/);
  },
);

const urls: readonly (readonly [url: string, problem: string])[] = [
  ['', 'is empty; give the URL'],
  ['localhost:8080', 'must be an absolute URL'],
  ['/identity', 'must be an absolute URL'],
  ['ftp://h.example', 'must be an absolute URL; begin it with https:// or http://'],
  ['http:///identity', 'must be an absolute URL'],
  ['http://h.example:99999', 'is not a URL'],
  ['http://h.example:', 'has a colon without a port'],
  ['http://[::1]:', 'has a colon without a port'],
  ['http://h .example', 'contains a space'],
  [`http://alice:${canary}@h.example`, 'contains credentials'],
  ['http://@h.example', 'contains credentials'],
  ['http://h.example/?a=b', 'has a query or a fragment'],
  ['http://h.example/?', 'has a query or a fragment'],
  ['http://h.example/#a', 'has a query or a fragment'],
  ['http://h.example/v2.0', 'remove /v2.0 and everything after it'],
  ['http://h.example/identity/v2.0/', 'remove /v2.0 and everything after it'],
  ['http://h.example/v2.0/tokens', 'remove /v2.0 and everything after it'],
];

test.each(urls)('the base URL %j is refused', (url, problem) => {
  const [flag] = problemsOf({ flags: { baseUrl: url } });
  expect(flag).toContain('--base-url ');
  expect(flag).toContain(problem);
  expect(flag).not.toContain(canary);
  expect(problemsOf({ environment: { IDENTITY_BASE_URL: url } })[0]).toContain('IDENTITY_BASE_URL');
});

const utf32 = (text: string) =>
  Buffer.from(Uint32Array.from(`\ufeff${text}`, (each) => each.codePointAt(0) ?? 0).buffer);

const aliceIn = (password: string) =>
  `baseUrl: https://h.example\naccounts:\n  user: { username: alice, password: ${password} }\n`;

test.each([
  [
    'Latin-1',
    Buffer.from(aliceIn('K\u00f6nigin-42'), 'latin1'),
    'is not UTF-8: it contains the byte 0xF6 at byte 76, on line 3',
  ],
  [
    'bytes that are no text',
    Buffer.from([0x61, 0x3a, 0x20, 0xff]),
    'is not UTF-8: it contains the byte 0xFF at byte 4, on line 1',
  ],
  [
    'a character that breaks off',
    Buffer.from('a: \u00f6').subarray(0, 4),
    'it contains the byte 0xC3 at byte 4',
  ],
  [
    'UTF-16 without a byte order mark',
    Buffer.from('a: b', 'utf16le'),
    'contains a zero byte at byte 2, on line 1, as UTF-16 and UTF-32 do; save it as UTF-8',
  ],
  [
    'UTF-16 with half of a character',
    Buffer.from('\ufeffa: b\nc: \ud83d', 'utf16le'),
    'is not UTF-16 as it begins: it contains half of a character (a lone surrogate) at byte 19, on line 2; save',
  ],
  [
    'UTF-16, the other byte first, with half of a character',
    Buffer.from('\ufeffa: \udc00b', 'utf16le').swap16(),
    'it contains half of a character (a lone surrogate) at byte 9, on line 1; save it as UTF-8',
  ],
  [
    'UTF-16 that breaks off',
    Buffer.from('\ufeffa: b\n', 'utf16le').subarray(0, -1),
    'it ends in the middle of a character at byte 11, on line 1; save it as UTF-8',
  ],
  ['UTF-32', utf32('a: b'), 'begins as UTF-32 at byte 1, on line 1; save it as UTF-8'],
  ['UTF-32, the other byte first', utf32('a: b').swap32(), 'begins as UTF-32 at byte 1, on line 1; save'],
])('a file in %s is refused', (_what, text, problem) => {
  const [sentence] = problemsOf({ text });
  expect(sentence).toContain('--config: the configuration file config.yaml ');
  expect(sentence).not.toContain('nigin');
  expect(sentence).toContain(problem);
});

test('every problem is told at once', () => {
  const text = `profils: []\nlimits: { maxRps: 0 }\nforeignTenantId: "\${NOPE}"`;
  const problems = problemsOf({ text, flags: { baseUrl: 'h', profiles: ['x-m-l'], headers: ['Accept: a'] } });
  expect(problems).toHaveLength(6);
});

test('of many problems a screenful is told, and how many more there are', () => {
  const text = Array.from({ length: 300 }, (_, index) => `m${index}: 1\n`).join('');
  const error = errorOf({ text });
  expect(error.problems).toHaveLength(300);
  expect(error.message.split('\n')).toHaveLength(21);
  expect(error.message).toMatch(/\nand 280 more\.$/);
});

test('a file that --config names and that is not there is refused', () => {
  const sources = { environment: {}, flags: {}, directory: tmpdir() };
  expect(() => loadConfiguration({ file: 'nowhere.yaml', ...sources })).toThrow(
    '--config: the configuration file nowhere.yaml does not exist',
  );
});
