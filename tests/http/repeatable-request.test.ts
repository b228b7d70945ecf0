import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { curlLine } from '../../src/http/exchange/curl';
import { tokenRequest, type TokenRequest } from '../../src/http/token-request';
import type { ClientSettings } from '../../src/http/settings';
import { authJson, authOf, authXml, writeJson, writeXml } from '../../src/protocol/auth';
import { escapes } from '../../src/protocol/reference';
import { Secret } from '../../src/protocol/secret';
import { Masker } from '../../src/secrets/masking';
import { embeddedConfiguration } from '../../src/server';
import { clientFor } from './client-for';
import { type Received, recordingServer } from './recording-server';

const run = promisify(execFile);
/** Their passwords have everything between them that a shell or a notation escapes. */
const { user, mfaUser } = embeddedConfiguration().accounts;
const accounts = Object.entries({ user, mfaUser });

const forms = {
  '': escapes.none,
  _JSON: escapes.json,
  _XML: escapes.xml,
  _URL: escapes.url,
  _JSON_ESCAPES: escapes.jsonEscapes,
  _XML_REFERENCES: escapes.xmlReferences,
};

/** The variables that hold a secret in every form that a line may ask for. */
function variables(name: string, value: string): [string, string][] {
  return Object.entries(forms).map(([form, escape]) => [`${name}${form}`, escape(value)]);
}

/** Sends a request, runs its curl line in bash, and gives what reached the server: first the one, then the other. */
async function sentTwice(
  request: TokenRequest,
  values: Readonly<Record<string, string>> = {},
  settings: Partial<ClientSettings> = {},
) {
  const server = await recordingServer();
  const masker = new Masker();
  const client = clientFor(`${server.url}/prefix`, { userAgent: 'suite/1 (test)', ...settings }, masker);
  for (const value of Object.values(settings.headers ?? {})) if (value instanceof Secret) masker.add(value);
  const { record } = await client.send(request, (path) => new Secret(values[path] ?? '', path));
  const environment = Object.entries(values).flatMap(([path, value]) =>
    variables(
      path
        .replace('accounts.', '')
        .replace(/[^a-z]+/gi, '_')
        .toUpperCase(),
      value,
    ),
  );
  const env = { PATH: process.env['PATH'], ...Object.fromEntries(environment), GATEWAY: 'unused' };
  for (const [name, value] of Object.entries(settings.headers ?? {}))
    if (value instanceof Secret)
      Object.assign(env, { [`HEADERS_${name.toUpperCase().replace(/-/g, '_')}`]: value.reveal() });
  await run('bash', ['-c', record.curl], { env });
  client.close();
  server.close();
  const [own, repeated] = server.received;
  return { received: own && repeated ? [own, introducedAlike(repeated, own)] : server.received, record };
}

/** A repetition as if it came from the client of the first request, where curl says that it comes from curl. */
function introducedAlike(repeated: Received, own: Received): Received {
  const { 'user-agent': agent = '', ...others } = repeated.headers;
  const introduced = agent.startsWith('curl/') ? (own.headers['user-agent'] ?? '') : agent;
  return { ...repeated, headers: { ...others, 'user-agent': introduced } };
}

function login(format: 'json' | 'xml', type: 'password' | 'apiKey' = 'password'): TokenRequest {
  const auth = authOf('user', type);
  return tokenRequest({
    format,
    body: format === 'json' ? writeJson(authJson(auth)) : writeXml(authXml(auth)),
  });
}

test.each(
  accounts.flatMap(([name, { username, password }]) =>
    (['json', 'xml'] as const).map((format) => [name, format, username, password] as const),
  ),
)('the line of the login of %s in %s sends the very bytes', async (_name, format, username, password) => {
  const values = { 'accounts.user.username': username, 'accounts.user.password': password };
  const { received, record } = await sentTwice(login(format), values);
  expect(received).toHaveLength(2);
  expect(received[1]).toEqual(received[0]);
  expect(Buffer.from(received[1]?.body ?? '', 'hex').toString()).toContain(escapes[format](password));
  expect(record.curl).not.toContain(password);
});

test('a variable has the plain name where the secret stands in the body as it is, and says its form where not', async () => {
  const username = { 'accounts.user.username': 'alice' };
  const plain = await sentTwice(login('json'), { ...username, 'accounts.user.password': "it's plain" });
  expect(plain.record.curl).toContain('"$USER_PASSWORD"');
  const quotes = await sentTwice(login('json'), { ...username, 'accounts.user.password': 'a"b&c' });
  expect(quotes.record.curl).toContain('"$USER_PASSWORD_JSON"');
  expect(quotes.record.request.body).toContain('[masked accounts.user.password]');
  const markup = await sentTwice(login('xml'), { ...username, 'accounts.user.password': 'a"b&c' });
  expect(markup.record.curl).toContain('"$USER_PASSWORD_XML"');
});

const xml = '<?xml version="1.0"?>\n<auth/>';
const json = (
  body: string | Buffer,
  more: Omit<Parameters<typeof tokenRequest>[0], 'format' | 'body'> = {},
) => tokenRequest({ format: 'json', body, ...more });
const requests: readonly (readonly [string, TokenRequest])[] = [
  ['escapes of JSON', { ...login('json'), escape: 'jsonEscapes' }],
  ['references of XML', { ...login('xml'), escape: 'xmlReferences' }],
  ['a secret in the address', json('{}', { path: '/v2.0/tokens?p=${accounts.user.password}' })],
  ['no Accept', json('{}', { accept: null })],
  ['no Content-Type', json('{}', { contentType: null })],
  ['an empty body', json('')],
  ['an empty header', json('{}', { headers: { 'X-Empty': '' } })],
  ['a header in ISO 8859-1', json('{}', { headers: { 'X-Name': "Zoë's" } })],
  ['a GET with a body', json('{"a":1}', { method: 'GET' })],
  ['a GET without a body', json('', { method: 'GET', contentType: null })],
  ['a PUT without a body', json('', { method: 'PUT' })],
  ['a HEAD', json('', { method: 'HEAD', contentType: null })],
  ['brackets in the address', json('', { path: '/v2.0/tokens?a[]={1,2}' })],
  ['bytes that are no text', json(Buffer.from([0xff, 0xfe, 0x27, 0x5c, 0x0a]))],
  ['zero bytes', json(Buffer.from([0x7b, 0, 0x25, 0x5c, 0x27, 0x31, 0, 0xff]))],
  ['UTF-16', tokenRequest({ format: 'xml', body: Buffer.from(`\ufeff${xml}`, 'utf16le') })],
  ['a zero character beside a secret', json('"\0${accounts.user.password}%s"')],
  ['an @ at the start', json('@/etc/hostname')],
  ['control characters and separators', json(`"\x01f\t\r\n\x7f\u2028\ufeff'\\x41!$(id)"`)],
  ['a long body', json(`"${'x'.repeat(20_000)}"`)],
];

test.each(requests)('the line of a request with %s sends the very bytes', async (_name, request) => {
  const values = { 'accounts.user.username': 'alice', 'accounts.user.password': `Mü&amp;<b>"q'+/\\%41 計` };
  const { received } = await sentTwice(request, values);
  expect(received).toHaveLength(2);
  expect(received[1]).toEqual(received[0]);
});

test('configured headers are sent once, the secret ones from variables', async () => {
  const headers = {
    Authorization: new Secret('Bearer gw-secret', 'headers.Authorization'),
    'user-agent': 'another',
  };
  const { received, record } = await sentTwice(tokenRequest({ format: 'json', body: '{}' }), {}, { headers });
  expect(received[1]).toEqual(received[0]);
  expect(received[0]?.headers).toMatchObject({ authorization: 'Bearer gw-secret', 'user-agent': 'another' });
  expect(record.curl).toContain('"$HEADERS_AUTHORIZATION"');
});

test('the record has the headers that went out, of which the User-Agent of the suite is not in the line', async () => {
  const { received, record } = await sentTwice(tokenRequest({ format: 'xml', body: '<auth/>' }));
  const { host: _host, 'content-length': _length, ...sent } = received[0]?.headers ?? {};
  const recorded = Object.entries(record.request.headers).map(([name, value]) => [name.toLowerCase(), value]);
  expect(Object.fromEntries(recorded)).toEqual(sent);
  expect(record.request.headers['User-Agent']).toBe('suite/1 (test)');
  expect(record.curl).not.toMatch(/user-agent|suite\/1/i);
});

test('bytes in which a secret is seen are not shown by their numbers', async () => {
  const body = Buffer.from('\ufeff{"p":"open sesame"}', 'utf16le');
  const headers = { 'X-Key': new Secret('open sesame', 'headers.X-Key') };
  const { record } = await sentTwice(tokenRequest({ format: 'json', body }), {}, { headers });
  expect(record.request.body).toBe('\ufeff{"p":"[masked headers.X-Key]"}');
  expect(record.curl).not.toContain('\\x70');
});

test('a line is for HTTP/1.1, and a variable at the start of a body names no file', () => {
  const line = curlLine({
    method: 'POST',
    url: 'https://h.example/',
    headers: {},
    body: '[masked token id]',
  });
  expect(line).toContain('--http1.1');
  expect(line).toContain('--data-raw "$TOKEN_ID"');
});
