import { allowedFor } from '../../src/oracle/allowed/allowed';
import { asked, known, type Asked } from './known';

const json = (auth: unknown): Asked => ({ body: JSON.stringify({ auth }) });
const credentials = (members: object) => json({ passwordCredentials: members });
const asking = (auth: object, more: Asked = {}): Asked => ({ tenant: { auth }, ...more });
const wrong: Asked = { secret: 'invented' };
const own = { tenantId: 'alice-id' };
const both = { tenantId: 'alice-id', tenantName: 'alice-tenant' };

/** What is sent, the requirement that decides, what it expects, and by which erratum other statuses are tolerated. */
type Row = readonly [
  what: string,
  request: Asked,
  requirement: string,
  expected: string,
  tolerated?: string | undefined,
];

const accepted: readonly Row[] = [
  ['a password', {}, 'op.password', '200'],
  ['an API key', { type: 'apiKey' }, 'op.api-key', '200'],
  ['a tenant by id', asking(own), 'tenant.id', '200'],
  [
    'a tenant by name in XML',
    { format: 'xml', tenant: { credentials: { tenantName: 'alice-tenant' } } },
    'tenant.name',
    '200',
  ],
  ['a tenant that is null', asking({ tenantId: null }), 'tenant.null', '200'],
  ['apply_rcn_roles', { path: '/v2.0/tokens?apply_rcn_roles=true' }, 'query.rcn-own', '200'],
  ['a suffix', { path: '/v2.0/tokens.xml' }, 'media.suffix', '200'],
  ['chunks', { wire: 'chunked' }, 'http.chunked', '200 or 411'],
  ['HTTP/1.0', { wire: 'http-1.0' }, 'http.version-1-0', '200 or 4xx or 501 or 505'],
  ['the scope for whom it is', { username: 'seth', scope: 'SETUP-MFA' }, 'setup.scope', '200'],
  ['the scope for anybody', { scope: 'SETUP-MFA' }, 'setup.scope', '200', 'E30'],
  [
    'an XML auth in no namespace',
    {
      format: 'xml',
      body: `<auth><passwordCredentials xmlns="http://docs.openstack.org/identity/api/v2.0" username="alice" password="alice's password"/></auth>`,
    },
    'sample.namespace',
    '200',
  ],
];

const refused: readonly Row[] = [
  ['another method', { method: 'GET' }, 'op.other-methods', '4xx or 501 or 505'],
  [
    'an unknown media type',
    { headers: { 'Content-Type': 'text/plain' } },
    'media.unsupported',
    '415',
    'the document does not require it',
  ],
  ['no JSON', { body: '{' }, 'status.unreadable', '400'],
  ['no object', { body: '[]' }, 'status.unreadable', '400'],
  ['bytes that are no text', { body: Buffer.from([0x7b, 0xff]) }, 'status.unreadable', '400', 'E16'],
  ['no XML', { format: 'xml', body: '<auth>' }, 'status.unreadable', '400'],
  ['another root element', { format: 'xml', body: '<other/>' }, 'status.unreadable', '400'],
  ['no auth', { body: '{}' }, 'auth.required', '400'],
  ['an auth of another type', json('text'), 'auth.required', '400', 'E18'],
  ['no credentials', json({}), 'auth.credentials-required', '400'],
  ['credentials of another type', credentials([]), 'auth.password-credentials', '400', 'E18'],
  ['no user name', credentials({ password: 'x' }), 'auth.password.username', '400'],
  ['no password', credentials({ username: 'alice' }), 'auth.password.password', '400'],
  ['an empty password', { secret: '' }, 'auth.password.password', '400 or 401'],
  [
    'a number for a password',
    credentials({ username: 'alice', password: 1 }),
    'auth.password.password',
    '400',
    'E18',
  ],
  ['a password of 10,000 characters', { secret: 'x'.repeat(10_000) }, 'auth.length', '4xx'],
  [
    'no API key',
    json({ 'RAX-KSKEY:apiKeyCredentials': { username: 'alice' } }),
    'auth.api-key.api-key',
    '400',
    'E2',
  ],
  [
    'both types',
    json({
      passwordCredentials: { username: 'alice', password: "alice's password" },
      'RAX-KSKEY:apiKeyCredentials': { username: 'alice', apiKey: 'alice-api-key' },
    }),
    'auth.one-type',
    '400',
    'E35',
  ],
  ['both tenants', asking(both), 'tenant.exclusive', '400'],
  [
    'both tenants in two places',
    { tenant: { auth: own, credentials: { tenantName: 'alice-tenant' } } },
    'tenant.exclusive',
    '400',
  ],
  ['both tenants with a scope', asking(both, { scope: 'SETUP-MFA' }), 'tenant.exclusive', '400'],
  ['a foreign tenant', asking({ tenantId: 'foreign-id' }), 'tenant.foreign', '401', 'E21'],
  ["another user's tenant", asking({ tenantName: 'bob-tenant' }), 'tenant.foreign', '401', 'E21'],
  ['a tenant that nobody has', asking({ tenantId: 'invented' }), 'tenant.foreign', '401', 'E21'],
  ['an unknown user', { username: 'invented', secret: 'x' }, 'status.wrong-credentials', '401'],
  ['a wrong password', wrong, 'status.wrong-credentials', '401'],
  ["another user's password", { secret: "bob's password" }, 'status.wrong-credentials', '401'],
  ['the API key for a password', { secret: 'alice-api-key' }, 'status.wrong-credentials', '401'],
  ['a password in another letter case', { secret: "ALICE's password" }, 'status.wrong-credentials', '401'],
  [
    'an API key in another letter case',
    { type: 'apiKey', secret: 'ALICE-api-key' },
    'status.wrong-credentials',
    '401',
    'E32',
  ],
  ['a wrong password with a tenant', asking(own, wrong), 'status.wrong-credentials', '401'],
  [
    'a wrong password with a suffix',
    { ...wrong, path: '/v2.0/tokens.json' },
    'status.wrong-credentials',
    '401',
  ],
  ['a wrong password in chunks', { ...wrong, wire: 'chunked' }, 'status.wrong-credentials', '401 or 411'],
  ['a disabled user', { username: 'dave' }, 'status.user-disabled', '403'],
  ['a disabled user by API key', { username: 'dave', type: 'apiKey' }, 'status.user-disabled', '403'],
  [
    'a disabled user with a tenant',
    asking({ tenantId: 'dave-id' }, { username: 'dave' }),
    'status.user-disabled',
    '403',
  ],
  ['a second factor that is due', { username: 'mia' }, 'mfa.challenge', '401'],
  [
    'a second factor that is due, with RCN',
    { username: 'mia', path: '/v2.0/tokens?apply_rcn_roles=true' },
    'mfa.challenge',
    '401',
  ],
  [
    'the scope in its place',
    { username: 'mia', scope: 'SETUP-MFA' },
    'setup.second-factor',
    '200 or 401 or 403',
  ],
  ['a second factor that is to be set up', { username: 'seth' }, 'setup.required', '403'],
  ['another scope', { username: 'seth', scope: 'OTHER' }, 'setup.unknown-scope', '4xx'],
  ['no length', { wire: 'without-length' }, 'http.length-missing', '400 or 411'],
];

const open: readonly Row[] = [
  ['UTF-16', { body: Buffer.from('\uFEFF{}', 'utf16le') }, 'auth.required', '400'],
  ['a member twice', { body: '{"auth":{},"auth":{}}' }, 'auth.credentials-required', '400'],
  ['a document type', { format: 'xml', body: '<!DOCTYPE auth><auth/>' }, 'auth.document-type', '200 or 4xx'],
  [
    'a tenant in the JSON credentials',
    { tenant: { credentials: own } },
    'tenant.table-placement',
    '200 or 400',
  ],
  ['a tenant on the XML auth', asking(own, { format: 'xml' }), 'tenant.auth-attribute', '200 or 4xx'],
  [
    'a value that is no Boolean',
    { path: '/v2.0/tokens?apply_rcn_roles=maybe' },
    'query.rcn-boolean',
    '200 or 4xx',
  ],
  [
    'an API key of a user with a second factor',
    { username: 'mia', type: 'apiKey' },
    'mfa.challenge',
    '200 or 401 or 403',
  ],
  [
    'a user of whom nothing is known',
    { username: 'carol', secret: 'x' },
    'status.wrong-credentials',
    '200 or 4xx',
  ],
  ['a tenant that is not known', asking({ tenantId: 'x' }), 'tenant.id', '200 or 4xx'],
  ['any type of response', { headers: { Accept: 'text/plain' } }, 'op.password', '200 or 406'],
];

const named = (rows: readonly Row[]) => rows.map((row) => ({ what: row[0], row }));

test.each(named([...accepted, ...refused, ...open]))(
  '$what: one requirement decides, and allows no redirection and no server error',
  ({ row: [, request, requirement, expected, tolerated] }) => {
    const allowed = allowedFor(asked(request), known());
    const { words, include } = allowed.expected;
    expect([allowed.requirement, words, allowed.tolerated?.by]).toEqual([requirement, expected, tolerated]);
    expect([302, 500, 503].filter(include)).toEqual([]);
  },
);

test.each(named(refused))('$what is no success', ({ row: [what, request, , , tolerated] }) => {
  const allowed = allowedFor(asked(request), known());
  // What comes with it is judged by what it holds.
  expect(allowed.expected.include(200)).toBe(what === 'the scope in its place');
  expect(allowed.tolerated?.include(200) ?? false).toBe(tolerated === 'E35' || tolerated === 'E32');
});

test('of two defects a server may find either first, and accepts neither', () => {
  const { expected } = allowedFor(
    asked({ username: 'invented', secret: 'x', tenant: { auth: both } }),
    known(),
  );
  expect([200, 400, 401, 403, 500].filter(expected.include)).toEqual([400, 401]);
});
