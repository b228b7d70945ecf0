import { isDistinctive } from '../../src/secrets/decoded-readings';
import { filledRequest } from '../../src/http/filled-request';
import { Masker } from '../../src/secrets/masking';
import { recorded, remasked } from '../../src/http/exchange/recorded';
import { Secret } from '../../src/protocol/secret';
import { tokenRequest } from '../../src/http/token-request';

const mask = '[masked accounts.user.password]';

function maskerOf(value: string, open: readonly string[] = []): Masker {
  const masker = new Masker(open);
  masker.add(new Secret(value, 'accounts.user.password'));
  return masker;
}

test.each([
  'x',
  '7',
  '401',
  '2015',
  '12345',
  'abc',
  'answer',
  'Answer',
  'PASSWORD',
  'application',
  'conformant',
  'token',
  '\u200bab',
])('%j cannot be told from other text', (value) => {
  expect(isDistinctive(value)).toBe(false);
});

test.each(['123456', 'x1y2', 'hunter2', 'correcthorse', 'answer!', 'aNswEr', 'p4ss'])('%j can', (value) => {
  expect(isDistinctive(value)).toBe(true);
});

test.each(['x', '401', 'answer', 'application'])(
  'the secret %s is hidden where a secret stands, and nowhere else',
  (secret) => {
    const masker = maskerOf(secret);
    const around = `The response 401 to an application/xml request is explained; expected 400, x.`;
    expect(masker.mask(around)).toBe(around);
    expect(
      masker.mask(`{"auth":{"passwordCredentials":{"username":"${secret}","password":"${secret}"}}}`),
    ).toBe(`{"auth":{"passwordCredentials":{"username":"${secret}","password":"${mask}"}}}`);
    expect(masker.mask(`<passwordCredentials username='${secret}' password='${secret}'/>`)).toBe(
      `<passwordCredentials username='${secret}' password='${mask}'/>`,
    );
    expect(masker.mask(`<password>${secret}</password><code>${secret}</code>`)).toBe(
      `<password>${mask}</password><code>${secret}</code>`,
    );
    expect(masker.mask(JSON.stringify({ echo: JSON.stringify({ password: secret }) }))).not.toContain(
      `\\"${secret}\\"`,
    );
    expect(masker.mask(`wrong password: '${secret}'`)).toBe(`wrong password: '${mask}'`);
    expect(masker.mask(`{"password":"${secret}`)).toBe(`{"password":"${mask}`);
    expect(masker.maskHeader('X-Auth-Token', secret)).toBe(mask);
    expect(masker.maskHeader('Content-Type', `application/xml; x=401, ${secret}`)).toBe(
      `application/xml; x=401, ${secret}`,
    );
  },
);

test('a secret that is the user name of an account is hidden where a secret stands', () => {
  const masker = maskerOf('alice-7', ['alice-7']);
  expect(masker.mask('{"username":"alice-7","password":"alice-7"}')).toBe(
    `{"username":"alice-7","password":"${mask}"}`,
  );
  expect(masker.mask('alice-7 logged in')).toBe('alice-7 logged in');
});

test('a request hides such a secret by where it put it', () => {
  const masker = new Masker();
  const filled = filledRequest(
    tokenRequest({
      format: 'json',
      body: '{"user":"x","${accounts.user.password}":"${accounts.user.password}"}',
      headers: { 'X-Odd': '${accounts.user.password}' },
    }),
    { userAgent: 'suite x', headers: {} },
    (path) => masker.add(new Secret('x', path)),
  );
  const record = recorded('x1', { baseUrl: 'http://x.example' }, filled, 'x', masker);
  const shown = remasked(record, masker);
  expect(shown.request).toMatchObject({
    url: 'http://x.example/v2.0/tokens',
    headers: { 'X-Odd': mask, 'User-Agent': 'suite x', 'Content-Type': 'application/json' },
    body: `{"user":"x","${mask}":"${mask}"}`,
  });
  expect(shown.curl).toContain(`"$USER_PASSWORD"`);
  expect(shown.curl).toContain('http://x.example');
});

test('bytes that are no text are counted, not shown; text in any encoding is shown', () => {
  const filled = filledRequest(
    tokenRequest({ format: 'json', body: '' }),
    { userAgent: '', headers: {} },
    () => '',
  );
  const bodyOf = (body: Buffer) =>
    recorded(
      'x1',
      { baseUrl: 'http://h' },
      filled,
      { status: 200, rawHeaders: [], body, durationMs: 1 },
      new Masker(),
    ).response?.body;
  expect(bodyOf(Buffer.from('1f8b0800000000000003ab5632', 'hex'))).toBe('[13 bytes that are not text]');
  expect(bodyOf(Buffer.from(Array.from({ length: 300 }, (_, index) => (index * 37) % 256)))).toBe(
    '[300 bytes that are not text]',
  );
  for (const text of ['{"a":"b"}', 'Käse', ''])
    for (const encoding of ['utf8', 'latin1', 'utf16le'] as const)
      expect(bodyOf(Buffer.from(text, encoding))).not.toContain('no text');
});

test('a secret in the name of a header is hidden, and a header named as a member of every object is shown', () => {
  const masker = maskerOf('s3cret-name');
  const filled = filledRequest(
    tokenRequest({ format: 'json', body: '' }),
    { userAgent: '', headers: {} },
    () => '',
  );
  const rawHeaders = [
    ['X-s3cret-name', '1'],
    ['__proto__', 'polluted'],
    ['constructor', 'one'],
    ['constructor', 'two'],
  ] as const;
  const answer = { status: 200, rawHeaders, body: Buffer.alloc(0), durationMs: 1 };
  const { response } = recorded('x1', { baseUrl: 'http://h' }, filled, answer, masker);
  expect(Object.entries(response?.headers ?? {})).toEqual([
    [`x-${mask}`, '1'],
    ['__proto__', 'polluted'],
    ['constructor', 'one, two'],
  ]);
});
