import { readdirSync, readFileSync } from 'node:fs';
import { secretsOf } from '../../src/secrets/response-secrets';
import { textOf } from '../../src/protocol/body-text';
import { inProject } from '../../src/contract/package-files';

const id = 'd74f592f986e4d6e995853ccf0123456';

function found(body: string, headers: Readonly<Record<string, string>> = {}): string[] {
  return secretsOf(headers, body).map((secret) => secret.reveal());
}

const tenantFirst = `{"access":{"token":{"tenant":{"id":"77700100","name":"77700100"},"id":"${id}"`;

test.each([
  ['the id of a token', JSON.stringify({ access: { token: { id } } })],
  ['a member tokenId', JSON.stringify({ access: { tokenId: id } })],
  ['a token as a string', JSON.stringify({ token: id })],
  ['a list of tokens', JSON.stringify({ access: { tokens: [{ id }] } })],
  ['a list of ids', JSON.stringify({ access: { token: { id: [id] } } })],
  [
    'an attribute',
    `<access><token expires="2015-06-05T16:24:57Z" id='${id}'><tenant id="77700100"/></token></access>`,
  ],
  ['an attribute under a prefix', `<i:access xmlns:i="urn:i"><i:token id = "${id}"/></i:access>`],
  [
    'an element of a token',
    `<access><token><tenant><id>77700100</id></tenant><id>${id}</id></token></access>`,
  ],
  ['the text of a token', `<access><token><![CDATA[${id}]]></token></access>`],
  ['JSON that breaks off', `${tenantFirst},"exp`],
  ['JSON that breaks off in the id', tenantFirst.slice(0, -1)],
  ['JSON behind a byte order mark', `\ufeff${tenantFirst}}}}`],
  ['XML that breaks off', `<access><token><tenant id="77700100"/><id>${id}`],
  ['UTF-16 XML', textOf(Buffer.from(`\ufeff<access><token id="${id}"/></access>`, 'utf16le'))],
  ['UTF-16 JSON without a mark', textOf(Buffer.from(`{"token":{"id":"${id}"}}`, 'utf16le'))],
  ['JSON in JSON', JSON.stringify({ echo: JSON.stringify({ token: { id } }) })],
  ['XML in JSON', JSON.stringify({ echo: `<token id="${id}"/>` })],
  ['escaped XML in XML', `<echo>&lt;token id=&quot;${id}&quot;/&gt;</echo>`],
  ['a page', `<html><body>X-Auth-Token: ${id}<br>`],
  ['credentials in a page', `<pre>Authorization: Bearer ${id}</pre>`],
])('%s is found, and nothing else', (_name, body) => {
  expect(found(body)).toEqual([id]);
});

const jwt = `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.${'x1'.repeat(20)}`;

test.each([
  ...[
    'jwt',
    'ticket',
    'otp',
    'refresh',
    'pwd',
    'privateKey',
    'private_key',
    'access-key',
    'authCode',
    'bearer',
    'userOtp',
  ],
  ...['passphrase', 'clientSecret', 'pin'],
])('the value of a member %s is found, which looks like a credential', (name) => {
  expect(
    found(
      JSON.stringify({ [name]: id, [`${name}Expires`]: 'on-2015-06-05', [`${name}_type`]: 'kind-12345' }),
    ),
  ).toEqual([id]);
  expect(found(`<answer><${name}>${id}</${name}></answer>`)).toEqual([id]);
});

test.each([
  ['in a member of any name', JSON.stringify({ result: jwt })],
  ['in the text of a page', `<p>Your pass is ${jwt}.</p>`],
  ['in an attribute', `<answer value='${jwt}'/>`],
])('a JSON Web Token %s is found by its shape', (_where, body) => {
  expect(found(body)).toEqual([jwt]);
});

test('a JSON Web Token in any header, and a private key in any text, are found by their shape', () => {
  const key = `MIIEvQ${'Ab1/'.repeat(16)}\n${'Cd2+'.repeat(16)}`;
  expect(found('', { 'x-answer': jwt })).toEqual([jwt]);
  expect(found(`-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----`)).toEqual([key]);
});

test('a token id that is a number is found', () => {
  expect(found('{"access":{"token":{"id":123456789012345678901}}}')).toEqual(['123456789012345678901']);
});

test.each([
  ['authorization', `Bearer ${id}`],
  ['x-token-id', id],
  ['x-auth-token', id],
  ['x-subject-token', id],
  ['x-auth-something', id],
  ['x-sessionid', id],
  ['location', `https://h.example/v2?x=1&token=${id}&y=2`],
  ['location', `/v2.0/tokens/${id}`],
  ['set-cookie', `sid=${id}; Path=/; Expires=Wed, 21 Oct 2015 07:28:00 GMT, lang=en; HttpOnly`],
  ['www-authenticate', `OS-MF sessionId='${id}', factor='PASSCODE'`],
])('in the header %s it is found', (name, value) => {
  expect(found('', { [name]: value })).toEqual([id]);
});

test.each(['abc;def', 'abc def, ghi', 'four'])(
  'the session id %s of a challenge is found whole',
  (session) => {
    expect(found('', { 'www-authenticate': `OS-MF sessionId='${session}', factor='PASSCODE'` })).toContain(
      session,
    );
  },
);

test.each([
  [
    'names of ways to authenticate',
    '{"RAX-AUTH:authenticatedBy":["PASSWORD","PASSCODE","FEDERATED","APIKEY"]}',
  ],
  ['the same in XML', '<token><RAX-AUTH:authenticatedBy><c>PASSCODE</c></RAX-AUTH:authenticatedBy></token>'],
  ['members of the extension', '{"RAX-AUTH:defaultRegion":"DFW-1234567","RAX-AUTH:domainId":"12345678"}'],
  ['attributes of the extension', '<user RAX-AUTH:domainId="12345678" RAX-AUTH:multiFactorEnabled="true"/>'],
  ['a namespace', '<access xmlns:RAX-AUTH="http://docs.rackspace.com/identity/api/ext/RAX-AUTH/v1.0"/>'],
  ['what is inside a token', '{"token":{"expires":"2015-06-05T16:24:57.637Z","tenant":{"id":"12345678"}}}'],
  [
    'a user',
    '{"user":{"id":"17200100","name":"alice-12345","roles":[{"id":"10000150","tenantId":"12345678"}]}}',
  ],
  [
    'the catalogue',
    '{"endpoints":[{"publicURL":"https://auth.h.example/v2.0/12345678","tenantId":"12345678"}]}',
  ],
  [
    'a refusal',
    '{"unauthorized":{"code":401,"message":"No valid token: authentication required; session expired."}}',
  ],
  [
    'dates and kinds',
    '{"tokenExpires":"2015-06-05T16:24:57Z","token_type":"access_token","tokenTtl":86400000}',
  ],
])('%s is no secret', (_name, body) => {
  expect(found(body)).toEqual([]);
});

test('headers that say something about credentials are no secret', () => {
  const headers = {
    'www-authenticate': 'Keystone uri="https://auth.h.example/v2.0", realm="authority-12345"',
    vary: 'X-Auth-Token, Accept',
    'access-control-allow-headers': 'X-Auth-Token, X-SessionId, Content-Type',
    'x-auth-user-id': '17200100',
    'x-request-id': 'req-d74f592f986e4d6e995853ccf0123456',
    etag: '"d74f592f986e4d6e"',
  };
  expect(found('', headers)).toEqual([]);
});

test('of the samples of the document the token id is found, and nothing else', () => {
  for (const folder of ['responses', 'responses/unrepaired'])
    for (const name of readdirSync(inProject('fixtures', folder)).filter((each) =>
      /\.(json|xml)$/.test(each),
    )) {
      const secrets = secretsOf({}, readFileSync(inProject('fixtures', folder, name), 'utf8'));
      expect([name, ...secrets.map(String)]).toEqual([name, '[masked token id]']);
    }
});

test.each([
  ['{"a":'.repeat(300_000)],
  ['<a b="'.repeat(100_000)],
  ['"\\'.repeat(500_000)],
  [`token${' '.repeat(1_000_000)}`],
  ['eyJa-'.repeat(200_000)],
  ['-----BEGIN PRIVATE KEY-----'.repeat(50_000)],
  [`{"${'token'.repeat(20_000)}":[${'{"id":1},'.repeat(50_000)}{}]}`],
  [`<a ${' b="'.repeat(100_000)}`],
  ["'".repeat(300_000)],
  ['token'.repeat(200_000)],
])('a hostile body is read in little time', (body) => {
  const before = process.cpuUsage();
  secretsOf({}, body);
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(3000);
});
