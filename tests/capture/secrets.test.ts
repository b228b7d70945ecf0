import { secretsIn } from '../../src/capture/accounts-and-secrets';
import { entry, type EntryParts } from './entries';
import { archiveOf } from './read-entries';

/** The secrets of a request with that body, under what they are masked as. */
function secrets(body: object | string, parts: EntryParts = {}): string[] {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const { exchanges } = archiveOf([entry({}, 401, {}, { request: { postData: { text } }, ...parts })]);
  return secretsIn(exchanges).map((secret) => `${secret.label}: ${secret.reveal()}`);
}

const passwordOf = (password: unknown) => ({
  auth: { passwordCredentials: { username: 'alice', password } },
});
const header = (name: string, value: string): EntryParts => ({ headers: [{ name, value }] });
const base64 = (text: string) => Buffer.from(text).toString('base64');
const core = 'http://docs.openstack.org/identity/api/v2.0';

test.each<[string, object | string, string]>([
  ['a password', passwordOf('Quiet-1'), 'Quiet-1'],
  ['a password of one letter', passwordOf('x'), 'x'],
  ['an API key', { auth: { 'RAX-KSKEY:apiKeyCredentials': { username: 'alice', apiKey: 'key' } } }, 'key'],
  ['a passcode', { auth: { 'RAX-AUTH:passcodeCredentials': { passcode: '12' } } }, '12'],
  [
    'a password in XML',
    ` <auth><passwordCredentials xmlns="${core}" username="alice" password="x"/></auth>`,
    'x',
  ],
  [
    'an API key in XML',
    '<auth><r:apiKeyCredentials xmlns:r="urn:r" username="alice" apiKey="k"/></auth>',
    'k',
  ],
  ['a passcode in XML', '<auth><r:passcodeCredentials xmlns:r="urn:r" passcode="12"/></auth>', '12'],
  ['a member in another place', { passwords: [{ password: 'loud' }] }, 'loud'],
  ['a misspelt member', { auth: { passwordCredentials: { Password: 'loud' } } }, 'loud'],
  ['JSON that breaks off', '{"auth":{"passwordCredentials":{"password":"loud"', 'loud'],
  ['XML that breaks off', '<auth><passwordCredentials password="loud"', 'loud'],
  ['a form', 'username=alice&password=loud', 'loud'],
  ['base64', base64('{"password":"loud"}'), 'loud'],
  ['base64 in lines', base64('{"password":"loud-harbour"}').replace(/.{8}/g, '$&\r\n'), 'loud-harbour'],
])('the secret in %s is found', (_what, body, secret) => {
  expect(secrets(body)).toEqual([`captured credential: ${secret}`]);
});

test.each<[string, object | string]>([
  ['nothing', ''],
  ['an empty password', passwordOf('')],
  ['a password of another type', passwordOf(null)],
  ['one character over and over', passwordOf('x'.repeat(40))],
  ['a short value under another name', { password: 'abc' }],
  ['a literal', '{"password":true,"token":null,"secret":-1.5e+3'],
  ['a text in the place of auth', { auth: 'text' }],
  ['a text in the place of an extension', { 'RAX-AUTH': 'text' }],
  ['a name', { username: 'alice', tenantName: 'tenant' }],
  ['letters that are no base64 of anything', 'abc'],
])('there is no secret in %s', (_what, body) => {
  expect(secrets(body).filter((each) => !each.endsWith(': '))).toEqual([]);
});

test('39 times the same character may be a password', () => {
  expect(secrets(passwordOf('x'.repeat(39)))).toHaveLength(1);
});

test('each secret has its own mask, and stands once in the list', () => {
  const body = {
    auth: {
      passwordCredentials: { username: 'alice', password: 'loud-1' },
      'RAX-KSKEY:apiKeyCredentials': { username: 'alice', apiKey: 'loud-2' },
    },
    again: { password: 'loud-1' },
  };
  expect(secrets(body)).toEqual(['captured credential: loud-1', 'captured credential 2: loud-2']);
});

test.each([
  ['Authorization', 'Bearer tok-1', 'captured authorization: tok-1'],
  ['X-Auth-Token', 'tok-1', 'captured x-auth-token: tok-1'],
  ['X-SessionId', 'ses-1', 'captured x-sessionid: ses-1'],
  ['Cookie', 'a=b; sid=ses-1', 'captured cookie: ses-1'],
  ['X-Secret', 'loud', 'captured x-secret: loud'],
  ['X-Api-Key', 'loud', 'captured x-api-key: loud'],
  ['X-ApiKey', 'loud', 'captured x-apikey: loud'],
])('a secret in the header %s is found', (name, value, secret) => {
  expect(secrets('', header(name, value))).toContain(secret);
});

test('other headers are no secrets', () => {
  expect(secrets('', header('X-Trace', 'loud'))).toEqual([]);
});

test('a secret in an address is found, and what responses bring', () => {
  const url = 'https://id.example/v2.0/tokens?password=loud';
  expect(secrets('', { request: { url, postData: { text: '' } } })).toEqual(['captured credential: loud']);
  const answered = { content: { text: '{"access":{"token":{"id":"tok-5b0c9f0e"}}}' } };
  expect(secrets('', answered)).toEqual(['token id: tok-5b0c9f0e']);
  const challenge = {
    response: { headers: [{ name: 'WWW-Authenticate', value: "OS-MF sessionId='ses-5b0c9f0e'" }] },
  };
  expect(secrets('', challenge)).toEqual(['session id: ses-5b0c9f0e']);
});

test('a header of a request is secret by its shape, too', () => {
  const gate = 'd74f592f986e4d6e995853ccf0123456';
  expect(secrets('', header('X-Gate', gate))).toContain(`captured x-gate: ${gate}`);
  expect(secrets('', header('X-Edge', 'Bearer loud-harbour'))).toContain('captured x-edge: loud-harbour');
  for (const name of ['X-Request-Id', 'traceparent'])
    expect(secrets('', header(name, gate)).filter((each) => !each.endsWith(': '))).toEqual([]);
});
