import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { textOf } from '../../src/protocol/body-text';
import { secretsInHeader } from '../../src/secrets/response-secrets';
import { Masker } from '../../src/secrets/masking';
import { recorded, remasked } from '../../src/http/exchange/recorded';
import { filledRequest } from '../../src/http/filled-request';
import { Secret } from '../../src/protocol/secret';
import { tokenRequest } from '../../src/http/token-request';
import { expectLinear } from './growth';
import { inProject } from '../../src/contract/package-files';
import { embeddedConfiguration } from '../../src/server';

const passwords = Object.values(embeddedConfiguration().accounts).map(({ password }) => password);

/** What the ids of one server have in common. */
const alike = 'gAAAAABabcabcabcabcabcabc';
const sample = readFileSync(inProject('fixtures', 'responses', 'api-key.json'), 'utf8');

/** Bold letters, tags and pictures, each other ones. */
const pairs = Array.from({ length: 300 }, (_, index) =>
  String.fromCodePoint(0x1d400 + index, 0xe0000 + index, 0x1f300 + index),
).join('');

function maskerOf(...secrets: readonly string[]): Masker {
  const masker = new Masker();
  for (const secret of secrets) masker.add(new Secret(secret, 'it'));
  return masker;
}

const hex = (character: string) => character.charCodeAt(0).toString(16);
const markup = /[&<>"']/g;
const json = (value: string) => JSON.stringify(value).slice(1, -1);
const url = encodeURIComponent;

/** What servers, their frameworks and their proxies make of a password, beside what notations.ts and encodings.ts have. */
const echoes: Readonly<Record<string, (password: string) => string>> = {
  'hexadecimal references in capitals with zeros': (value) =>
    value.replace(markup, (c) => `&#X00${hex(c).toUpperCase()};`),
  'HTML with named letters': (value) =>
    value
      .replaceAll('&', '&amp;')
      .replace(/[üéä]/g, (c) => ({ ü: '&uuml;', é: '&eacute;', ä: '&auml;' })[c] ?? c),
  'JSON with markup as escapes': (value) => json(value).replace(/[<>&'+]/g, (c) => `\\u00${hex(c)}`),
  'JSON in ASCII with capital digits': (value) =>
    json(value)
      .replace(/[^\x20-\x7e]/g, (c) => `\\u${hex(c).padStart(4, '0').toUpperCase()}`)
      .replaceAll('/', '\\/'),
  'JSON in JSON': (value) => json(json(value)),
  'JSON in XML': (value) =>
    json(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'),
  'XML in JSON': (value) => json(value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')),
  'JavaScript bytes': (value) => value.replace(/[<>&"']/g, (c) => `\\x${hex(c)}`),
  'percent-encoding of punctuation': (value) => url(value).replace(/['()*!~]/g, (c) => `%${hex(c)}`),
  'threefold percent-encoding': (value) => url(url(url(value))),
  'base64 one byte in': (value) => Buffer.from(`"${value}" and more`).toString('base64'),
  'base64url two bytes in': (value) => Buffer.from(`p=${value}&q=1`).toString('base64url'),
  'base64 of the request': (value) => Buffer.from(JSON.stringify({ password: value })).toString('base64'),
  'base64 in JSON with escaped slashes': (value) =>
    Buffer.from(value).toString('base64').replaceAll('/', '\\/'),
  'UTF-8 read as windows-1252': (value) => new TextDecoder('latin1').decode(Buffer.from(value)),
  'that misreading in JSON': (value) => json(Buffer.from(value).toString('latin1')),
  'ASCII with question marks': (value) => value.replace(/[^\x00-\x7f]/g, '?'),
};

test.each(Object.entries(echoes))('a password that comes back as %s is hidden', (_name, echo) => {
  const masker = maskerOf(...passwords);
  for (const password of passwords) {
    const masked = masker.mask(`{"echo":"${echo(password)}","x":1}`);
    expect(masked).toContain('[masked it]');
    // What is left is the text around it, and some characters around base64.
    expect(masked.replaceAll('[masked it]', '').length).toBeLessThan(50);
  }
});

test('UTF-16 and windows-1252 are read as what they are', () => {
  const [password = ''] = passwords;
  const masker = maskerOf(password, 'Käse-Brot-1');
  for (const mark of ['', '\ufeff'])
    expect(masker.mask(textOf(Buffer.from(`${mark}<a>${password}</a>`, 'utf16le')))).toContain(
      '<a>[masked it]</a>',
    );
  expect(masker.mask(textOf(Buffer.from('<a>Käse-Brot-1</a>', 'latin1')))).toBe('<a>[masked it]</a>');
});

test('nothing else is hidden in the samples of the document', () => {
  const masker = maskerOf(...passwords, randomBytes(16).toString('hex'), '492817');
  for (const name of [
    'responses/api-key.json',
    'responses/api-key.xml',
    'responses/setup.json',
    'requests/setup.xml',
  ]) {
    const sample = readFileSync(inProject('fixtures', name), 'utf8');
    expect(masker.mask(sample)).toBe(sample);
  }
});

test('a secret that is learned later is hidden in an earlier record; variables keep their names', () => {
  const masker = new Masker();
  const filled = filledRequest(
    tokenRequest({ format: 'json', body: '{"p":"${accounts.user.password}"}' }),
    { userAgent: 'suite', headers: {} },
    (path) => masker.add(new Secret('open sesame', path)),
  );
  const answer = {
    status: 401,
    rawHeaders: [['X-Was', 'tok-123456']] as const,
    body: Buffer.from('tok-123456'),
    durationMs: 1,
  };
  const record = recorded('x1', { baseUrl: 'http://h' }, filled, answer, masker);
  masker.add(new Secret('tok-123456', 'token id'));
  masker.add(new Secret('USER_P', 'accounts.mfaUser.passcode'));
  const again = remasked(record, masker);
  expect(again.response).toMatchObject({
    headers: { 'x-was': '[masked token id]' },
    body: '[masked token id]',
  });
  expect(again.curl).toContain('"$USER_PASSWORD"');
  expect(again.request.body).toBe('{"p":"[masked accounts.user.password]"}');
});

test.each([
  ['Authorization', 'Bearer gw-secret', ['gw-secret']],
  [
    'Authorization',
    `Basic ${Buffer.from('gate:way-secret').toString('base64')}`,
    ['gate:way-secret', 'way-secret'],
  ],
  ['Authorization', 'Digest username="gate", response="6629fae4"', ['6629fae4']],
  ['Cookie', 'sid=gw-cookie; other="quoted-1"', ['gw-cookie', 'quoted-1']],
  ['X-Api-Key', 'plain-key', []],
])('of the header %s: %s the parts are secrets too', (name, value, parts) => {
  const secrets = secretsInHeader(name, new Secret(value, 'headers.X')).map((secret) => secret.reveal());
  expect(secrets[0]).toBe(value);
  expect(secrets).toEqual(expect.arrayContaining(parts));
});

test.each([
  ['a body', (size: number) => ({ secrets: 50, text: sample.repeat(size) })],
  ['a run of base64', (size: number) => ({ secrets: 50, text: 'QUJD'.repeat(2000 * size) })],
  ['a run of hexadecimal', (size: number) => ({ secrets: 50, text: '4142 '.repeat(2000 * size) })],
  ['escapes in escapes', (size: number) => ({ secrets: 50, text: '%25252541&amp;amp;'.repeat(500 * size) })],
  ['marks that begin masks', (size: number) => ({ secrets: 50, text: '[masked '.repeat(1000 * size) })],
  [
    'marks that begin comments',
    (size: number) => ({ secrets: 50, text: '<!--<![CDATA[<a '.repeat(500 * size) }),
  ],
  ['a text of beginnings of secrets', (size: number) => ({ secrets: 50, text: alike.repeat(200 * size) })],
  ['a text of characters of two units', (size: number) => ({ secrets: 50, text: pairs.repeat(50 * size) })],
  ['base64 in short lines', (size: number) => ({ secrets: 50, text: 'gAAA\nAABa '.repeat(400 * size) })],
  ['secrets that begin alike', (size: number) => ({ secrets: 500 * size, text: alike.repeat(200) })],
])('%s is masked in time that grows as it does', (_what, of) => {
  expectLinear(8, (size) => {
    const { secrets, text } = of(size);
    const names = Array.from({ length: secrets }, (_, index) => `${alike}${index}`);
    return () => {
      const masker = maskerOf(...names);
      masker.mask(text);
    };
  });
});

test('an ordinary text is not masked, whatever its spaces and hyphens are', () => {
  const masker = maskerOf('Str4nge-pass-Word', 'Passwordwithoutdigit', 'Pässwört-für-1', 'correct horse 7');
  const text =
    'The “identity” service – naïve, café-like — says: strange pass words without a digit; für 1 Nutzer. ' +
    'Correct horses: 7\u00a0of them\u2009… Ｆｕｌｌ width, 𝐛𝐨𝐥𝐝, 😀😀, 日本語 and so on, and so forth.';
  for (const each of [text, JSON.stringify({ text }), `<p>${text}</p>`]) expect(masker.mask(each)).toBe(each);
});

test.each(['Hunter7', 'пароль-7', '密码密码密码'])(
  '%s, too short to be told by its letters alone, is masked among characters that do not show',
  (secret) => {
    for (const invisible of ['\u200d', '\u{e0041}', '\u2800', '\ufe0f'])
      expect(maskerOf(secret).mask(`<${[...secret].join(invisible)}>`)).toBe('<[masked it]>');
  },
);

test('of a character of two units no half is left beside a mask', () => {
  const bold = '𝐇𝐮𝐧𝐭𝐞𝐫𝟕';
  expect(maskerOf('Hunter7').mask(`${bold}😀${bold}`)).toBe('[masked it]😀[masked it]');
});
