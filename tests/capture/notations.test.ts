import { authXml, writeJson, writeXml } from '../../src/protocol/auth';
import { accessOf, entry, loginOf } from './entries';
import { checked, statusOf } from './checked';

const password = 'Quiet-Harbour-42';
const body = loginOf('alice', password);
const compact = JSON.stringify(body);
const xml = writeXml(authXml({ type: 'password', username: 'alice', secret: password }));
const apiKey = (auth: object) => JSON.stringify({ auth });
const byKey = { username: 'alice', apiKey: 'key-1234-5678' };

let tokens = 0;
/** A login that was accepted, as its text was recorded. */
function recorded(text: string, encoding: 'utf8' | 'utf16le' = 'utf8'): object {
  const type = text.includes('<') ? 'application/xml' : 'application/json';
  return entry({}, 200, accessOf('alice', `tok-9f0e3d575b0c-${(tokens += 1)}`), {
    request: {
      headers: ['Content-Type', 'Accept'].map((name) => ({ name, value: type })),
      postData: { text: Buffer.from(text, encoding).toString('base64'), encoding: 'base64' },
    },
  });
}

const ids = (format: 'json' | 'xml') => ['--check', `media.request-text/${format}-*`];

test('a login that was recorded three times in its usual notation shows no other one', async () => {
  const { report } = await checked(
    [compact, writeJson(body), compact].map((text) => recorded(text)),
    ...ids('json'),
    ...['--check', 'op.password/json', '--check', 'status.encoding/json-*'],
  );
  expect(statusOf(report, 'op.password/json')).toBe('passed');
  const others = report.checks.filter(({ id }) => id !== 'op.password/json');
  expect(others.length).toBeGreaterThanOrEqual(6);
  for (const { status, message = '' } of others)
    expect([status, message]).toEqual(['not-verified', expect.stringMatching(/^The capture has no /)]);
});

test('nor does one in XML', async () => {
  const plain = [xml, xml.replaceAll('\n', ''), xml.replace(/(username="\w+") (password="[^"]+")/, '$2 $1')];
  const { report } = await checked(
    plain.map((text) => recorded(text)),
    ...ids('xml'),
  );
  expect(report.checks).toHaveLength(5);
  expect(new Set(report.checks.map(({ status }) => status))).toEqual(new Set(['not-verified']));
});

test('an API key that was recorded before a tenant does not show the other order', async () => {
  const id = 'media.request-text/json-api-key-and-tenant-before-the-user-name';
  const result = async (auth: object) =>
    statusOf((await checked([recorded(compact), recorded(apiKey(auth))], '--check', id)).report, id);
  const member = 'RAX-KSKEY:apiKeyCredentials';
  expect(await result({ [member]: byKey, tenantId: '777001' })).toBe('not-verified');
  expect(await result({ tenantId: '777001', [member]: { apiKey: byKey.apiKey, username: 'alice' } })).toBe(
    'passed',
  );
});

test.each([
  [
    'json-members-in-another-order',
    `{"auth":{"passwordCredentials":{"password":"${password}","username":"alice"}}}`,
  ],
  ['json-white-space-around-everything', ` \r\n\t${writeJson(body).replaceAll('\n', ' \r\n\t')} \n`],
  ['xml-attributes-in-single-quotes', xml.replaceAll('"', "'").replace('>\n<', '><')],
  ['xml-start-and-end-tags', xml.replace(/\s*\/>/, '></passwordCredentials>')],
  ['xml-no-declaration', xml.replace(/^<\?xml.*\?>\s*/, '')],
])('%s is shown by its own notation', async (name, text) => {
  const id = `media.request-text/${name}`;
  const { report } = await checked([recorded(text)], '--check', id);
  expect(report.checks.map(({ status }) => status)).toEqual(['passed']);
});

test.each(['utf8', 'utf16le'] as const)(
  'a login with a byte order mark in %s is not the usual one',
  async (encoding) => {
    const id = 'op.password/json';
    const { report } = await checked([recorded(`\ufeff${compact}`, encoding)], '--check', id);
    expect(statusOf(report, id)).toBe('not-verified');
  },
);
