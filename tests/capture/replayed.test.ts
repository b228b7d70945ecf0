import { judgeCapture, type CaptureOptions } from '../../src/capture/judge-capture';
import { loadConfiguration } from '../../src/configuration/load';
import { authXml, writeXml } from '../../src/protocol/auth';
import { accessOf, entry, faultOf, loginOf, type EntryParts } from './entries';
import { archiveOf } from './read-entries';

const password = 'Quiet-Harbour-42';
const sent = loginOf('alice', password);
let tokens = 0;
const granted = (name = 'alice') => accessOf(name, `tok-5b0c9f0e3d57-${(tokens += 1)}`);
const right = (parts: EntryParts = {}, body: object = sent) => entry(body, 200, granted(), parts);
const refused = (body: object, name = 'unauthorized', status = 401) =>
  entry(body, status, faultOf(name, status));

async function judged(entries: readonly object[], options: CaptureOptions) {
  const baseUrl = 'https://id.example';
  const configuration = loadConfiguration({ environment: {}, flags: { baseUrl } });
  return judgeCapture(archiveOf(entries), { ...configuration, baseUrl }, 'a.har', options);
}

/** What a check makes of entries. */
async function result(id: string, ...entries: readonly object[]) {
  const { checks } = await judged(entries, { checks: [id] });
  const [only] = checks;
  if (!only || checks.length > 1) throw new Error(`${checks.length} checks are called ${id}`);
  return only;
}

const text = (value: string): EntryParts => ({ request: { postData: { text: value } } });
const withHeaders = (fields: Readonly<Record<string, string>>): EntryParts => ({
  request: { headers: Object.entries(fields).map(([name, value]) => ({ name, value })) },
});
const json = 'application/json';
const accepting = (accept: string) => withHeaders({ 'Content-Type': json, Accept: accept });
const typed = (type: string) => withHeaders({ 'Content-Type': type, Accept: json });

test.each<[string, EntryParts]>([
  ['as it is sent', {}],
  ['with white space', text(`\n${JSON.stringify(sent, undefined, 2)}\n`)],
  [
    'with its members in another order',
    text(`{"auth":{"passwordCredentials":{"password":"${password}","username":"alice"}}}`),
  ],
  ['with a charset', typed('application/json; charset="UTF-8"')],
  ['with its media type in capitals', typed('Application/JSON')],
  ['that takes any format', accepting('text/plain, */*')],
  ['that takes any application', accepting('application/*;q=0.5')],
  ['that takes several formats', accepting('application/xml;q=0.9, application/json;q=0.1')],
  ['without Accept', withHeaders({ 'Content-Type': json })],
])('a recorded login %s is the one that a check sends', async (_what, parts) => {
  expect(await result('op.password/json', right(parts))).toMatchObject({ status: 'passed' });
});

test.each<[string, EntryParts, object?]>([
  ['with a member more', {}, loginOf('alice', password, { colour: null })],
  ['with a tenant', {}, loginOf('alice', password, { tenantId: '777001' })],
  ['with an escape', text(JSON.stringify(sent).replace('alice', '\\u0061lice'))],
  [
    'with a member twice',
    text(`{"auth":{"passwordCredentials":{"username":"bob","username":"alice","password":"${password}"}}}`),
  ],
  ['with a session', { headers: [{ name: 'X-SessionId', value: 'ses-1' }] }],
  ['with another charset', typed('application/json; charset=iso-8859-1')],
  ['with a suffix', { request: { url: 'https://id.example/v2.0/tokens.json' } }],
  ['with a query', { request: { url: 'https://id.example/v2.0/tokens?apply_rcn_roles=true' } }],
  ['by another method', { request: { method: 'PUT' } }],
  ['that takes another format', accepting('application/xml')],
  ['that takes any other format', accepting('application/json;q=0, text/*')],
  ['that takes any format but got another one', { ...accepting('*/*'), response: { headers: [] } }],
  ['whose response is not known', { content: { text: null } }],
])('a recorded login %s is another one', async (_what, parts, body = sent) => {
  expect(
    await result(
      'op.password/json',
      right({}, loginOf('alice', password, { tenantName: '777001' })),
      right(parts, body),
    ),
  ).toMatchObject({ status: 'not-verified', message: 'The capture has no such request.' });
});

const xml = writeXml(authXml({ type: 'password', username: 'alice', secret: password }));
const asXml = (body: string): object => {
  const fields = { 'Content-Type': 'application/xml', Accept: 'application/xml' };
  const { request } = withHeaders(fields);
  return entry({}, 200, granted(), { request: { ...request, postData: { text: body } } });
};
const isJudged = async (id: string, ...entries: readonly object[]) =>
  (await result(id, ...entries)).status !== 'not-verified';

test.each([
  ['as it is sent', xml, true],
  ['with white space', xml.replace('><', '>\n  <'), true],
  [
    'with its attributes in another order',
    xml.replace(/(username="alice") (password="[^"]+")/, '$2 $1'),
    true,
  ],
  ['without a declaration', xml.replace(/<\?.*?\?>/, ''), true],
  ['with a reference by number', xml.replace('alice', '&#97;lice'), false],
  ['with a comment', xml.replace('</auth>', '<!-- x --></auth>'), false],
  ['with an attribute more', xml.replace('username', 'colour="red" username'), false],
  [
    'with a prefix',
    xml
      .replace(/<auth xmlns=/, '<i:auth xmlns:i=')
      .replace('</auth>', '</i:auth>')
      .replace(
        '<passwordCredentials',
        '<passwordCredentials xmlns="http://docs.openstack.org/identity/api/v2.0"',
      ),
    false,
  ],
  ['that breaks off', xml.slice(0, -3), false],
  ['with a text', xml.replace('</auth>', 'text</auth>'), false],
  ['with an element more', xml.replace('</auth>', '<colour/></auth>'), false],
])('a recorded login in XML %s is the one that a check sends, or not', async (_what, body, expected) => {
  expect(
    await isJudged('op.password/xml', asXml(xml.replace('<auth', '<auth tenantName="777001"')), asXml(body)),
  ).toBe(expected);
});

const wrongPassword = 'status.wrong-credentials/json-wrong-password';

test('any other secret of a user whose right one is known is a wrong one', async () => {
  const wrong = refused(loginOf('alice', 'Loud-Harbour-43'));
  expect(await result(wrongPassword, right(), wrong)).toMatchObject({ status: 'passed' });
  expect(await isJudged(wrongPassword, right(), refused(sent, 'forbidden', 403))).toBe(false);
  expect(await isJudged(wrongPassword, right(), refused(loginOf('bob', 'Loud-Harbour-43')))).toBe(false);
  expect(await result(wrongPassword, wrong)).toMatchObject({
    status: 'not-verified',
    message: 'The capture has no value for accounts.user.password and accounts.user.username.',
  });
});

test.each([
  ['http.chunked/json', 'The capture has no such request.'],
  ['status.wrong-credentials/json-password-unknown-user', 'The capture has no such request.'],
  [
    'mfa.session-used/json',
    'The capture has no value for accounts.mfaUser.passcode, accounts.mfaUser.password and accounts.mfaUser.username.',
  ],
])('%s, which an archive does not show, is not verified', async (id, message) => {
  expect(await result(id, right())).toMatchObject({ status: 'not-verified', message });
});

test('each recorded exchange answers one request', async () => {
  const { checks } = await judged([right(), right()], {
    checks: ['op.password/json', 'op.again/json-by-password'],
  });
  expect(checks.map(({ status }) => status)).toEqual(['passed', 'passed']);
  const once = await judged([right()], { checks: ['op.password/json', 'op.again/json-by-password'] });
  expect(once.checks.map(({ status }) => status)).toContain('not-verified');
});

test('a requirement of which no exchange speaks is not verified, where it does apply to the server', async () => {
  expect(await result('mfa.challenge/every-exchange', right())).toMatchObject({
    status: 'not-verified',
    message: 'The capture has no exchange that this check could judge.',
  });
});

test('a refusal proves a defect where the same login without it was accepted, in the same format', async () => {
  const id = 'tenant.exclusive/every-exchange';
  const both = { tenantId: '777001', tenantName: '777001' };
  const defect = refused(loginOf('alice', password, both), 'badRequest', 400);
  expect(await isJudged(id, defect)).toBe(false);
  expect(await isJudged(id, asXml(xml), defect)).toBe(false);
  expect(await result(id, right(), defect)).toMatchObject({ status: 'passed' });
});

test('a report names exchanges by their place, shows no bytes that are no text, and says what was judged', async () => {
  const bytes = Buffer.from([0xff, 0, 1, 2]).toString('base64');
  const binary = { request: { postData: { text: bytes, encoding: 'base64' } } };
  const other = right({ request: { url: 'https://id.example/' } });
  const report = await judged(
    [other, right(), entry({}, 400, faultOf('badRequest', 400), binary), right({ content: { text: null } })],
    { checks: ['op.password/json'] },
  );
  expect(report.exchanges.map(({ id }) => id)).toEqual(['x2', 'x3', 'x4']);
  expect(report.exchanges[1]?.request.body).toBe('[4 bytes that are not text]');
  expect(report.exchanges[0]?.request.body).toContain('[masked accounts.user.password]');
  expect(report.recorded).toEqual({
    entries: 4,
    judged: 3,
    statusAlone: [4],
    leftAside: [{ why: 'it is not a request to /v2.0/tokens', entries: [1] }],
  });
  const { request, curl } = report.exchanges[0] ?? {};
  expect(request).toMatchObject({ method: 'POST', url: 'https://id.example/v2.0/tokens' });
  expect(curl).toContain("-H 'accept: application/json'");
  expect(curl).not.toContain('content-length');
  expect(report).toMatchObject({ target: { capture: 'a.har' }, summary: { requests: 3 } });
});

test.each<[string, string, readonly object[], string]>([
  [
    'a response whose body is not known',
    'access.required',
    [right({ content: { text: null } })],
    'not-verified',
  ],
  [
    'the refusal of a wrong secret',
    'status.wrong-credentials',
    [right(), refused(loginOf('alice', 'wrong'))],
    'passed',
  ],
  [
    'the refusal of a disabled user',
    'status.user-disabled',
    [refused(loginOf('dave', 'his-1'), 'userDisabled', 403)],
    'passed',
  ],
  [
    'a login whose secret was taken out',
    'user.authenticated',
    [right({}, loginOf('alice', '***'))],
    'not-verified',
  ],
])('%s is judged by %s as far as it proves something', async (_what, requirement, entries, status) => {
  expect(await result(`${requirement}/every-exchange`, ...entries)).toMatchObject({ status });
});

test('a report says what shows that an archive is redacted', async () => {
  const { recorded } = await judged([right({}, loginOf('alice', '***'))], { checks: ['op.password/json'] });
  expect(recorded?.redacted).toEqual(['it has placeholders such as REDACTED (entry 1)']);
});
