import { loadCatalogue } from '../../src/contract/catalogue';
import type { Asked } from './known';
import { access, broken, fault, granted, nothing, seen, type Response } from './seen';

/** A success with a token that has another expiry, or another tenant. */
const expiring = (expires: string) => granted({ token: { expires } });
const inTenant = (id: string, name?: string) => granted({ token: { tenant: { id, name } } });
/** A tenant that is asked for beside the credentials. */
const asking = (tenantId: string): Asked => ({ tenant: { auth: { tenantId } } });

const byKey = { 'RAX-AUTH:authenticatedBy': ['APIKEY'] };

/** A token for setting up a second factor, which comes alone. */
const setupToken = (token = {}) => ({ access: { token: access('seth', { token }).access.token } });

test('a login and its access object keep all that the document says', () => {
  expect(broken(seen({}, granted()))).toEqual(nothing);
  expect(broken(seen({ type: 'apiKey' }, granted({ token: byKey })))).toEqual(nothing);
});

test.each<[string, Asked, Response, string]>([
  ['another user', {}, { body: access('bob') }, 'user.authenticated'],
  ['the other factor', { type: 'apiKey' }, granted(), 'token.authenticated-by-used'],
  ['an expired token', {}, expiring('2026-11-26T09:59:59Z'), 'token.valid'],
  [
    'a token that ends in the second of its response',
    {},
    expiring('2026-11-26T10:00:00.750Z'),
    'token.valid',
  ],
  ['no id of the token', {}, granted({ token: { id: undefined } }), 'token.id'],
  [
    'no catalogue',
    {},
    { body: { access: { ...access().access, serviceCatalog: undefined } } },
    'access.service-catalog',
  ],
  ['the id and the name of two tenants', {}, inTenant('alice-id', 'bob-tenant'), 'token.tenant'],
  ['another tenant than asked for', asking('alice-id'), inTenant('other', 'other'), 'tenant.id'],
  [
    'a foreign tenant where it may be ignored',
    { tenant: { credentials: { tenantId: 'foreign-id' } } },
    inTenant('foreign-id', 'f'),
    'tenant.foreign',
  ],
  ['a foreign tenant without asking', {}, inTenant('foreign-id', 'f'), 'tenant.optional'],
  ['a wrong password let in', { secret: 'invented' }, granted(), 'status.wrong-credentials'],
  [
    'a token in a refusal',
    { secret: 'invented' },
    { status: 401, body: access() },
    'status.wrong-credentials',
  ],
  ['a token beside the challenge', { username: 'mia' }, { status: 401, body: access('mia') }, 'mfa.no-token'],
  ['a server error', {}, fault(500, 'identityFault'), 'status.no-server-error'],
  [
    'a page for a refusal',
    { secret: 'invented' },
    { status: 401, body: '<!doctype html><p>No' },
    'fault.no-page',
  ],
  [
    'a full token for a scope',
    { username: 'mia', scope: 'SETUP-MFA' },
    { body: access('mia') },
    'setup.second-factor',
  ],
  [
    'a foreign tenant for the setup',
    { username: 'seth', scope: 'SETUP-MFA' },
    { body: setupToken({ tenant: { id: 'foreign-id', name: 'f' } }) },
    'tenant.optional',
  ],
  [
    'a foreign tenant for one that the scope ignores',
    { scope: 'SETUP-MFA', tenant: { auth: { tenantId: 'alice-id' } } },
    inTenant('foreign-id', 'f'),
    'token.tenant',
  ],
  [
    'the tenants of two users for the setup',
    { username: 'seth', scope: 'SETUP-MFA' },
    { body: setupToken({ tenant: { id: 'seth-id', name: 'bob-tenant' } }) },
    'token.tenant',
  ],
  [
    'another user for the setup',
    { username: 'seth', scope: 'SETUP-MFA' },
    { body: { access: { ...setupToken().access, user: { id: '1', name: 'bob' } } } },
    'user.authenticated',
  ],
  ['a disabled user let in', { username: 'dave' }, { body: access('dave') }, 'status.user-disabled'],
])('%s fails', (_what, asked, response, requirement) => {
  expect(broken(seen(asked, response)).failed).toContain(requirement);
});

test.each<[string, Asked, Response, string]>([
  ['the name in another letter case', {}, granted({ user: { name: 'Alice' } }), 'user.authenticated'],
  ['a tenant without a name', {}, inTenant('alice-id'), 'token.tenant'],
  [
    'a service without endpoints',
    {},
    granted({ catalogue: [{ name: 'n', type: 't', endpoints: [] }] }),
    'service.endpoints',
  ],
  [
    'the factor in small letters',
    {},
    granted({ token: { 'RAX-AUTH:authenticatedBy': ['password'] } }),
    'token.authenticated-by-used',
  ],
  ['404 for a foreign tenant', asking('foreign-id'), fault(404, 'itemNotFound'), 'tenant.foreign'],
  [
    'an API key in another letter case',
    { type: 'apiKey', secret: 'ALICE-api-key' },
    granted({ token: byKey }),
    'status.wrong-credentials',
  ],
])('%s is a warning, and nothing else is', (_what, asked, response, requirement) => {
  expect(broken(seen(asked, response))).toEqual({ failed: [], tolerated: [requirement] });
});

test.each(['2026-11-27T24:00:00Z', '2026-332T10:00:00Z', '20261127T100000Z', '2026-W48-5T10:00+01'])(
  'expires on %s is a date of ISO 8601',
  (expires) => {
    expect(broken(seen({}, expiring(expires))).failed).toEqual([]);
  },
);

test('a success that should be a refusal is told once, whatever it holds', () => {
  expect(broken(seen({ secret: 'invented' }, { body: { hello: 'world' } }))).toEqual({
    failed: ['status.wrong-credentials'],
    tolerated: [],
  });
});

test.each([
  '2027-02-30T00:00:00Z',
  '2027-13-01T00:00:00Z',
  '2027-04-31T10:00:00+02:00',
  '2027-366T10:00:00Z',
])('expires on %s is on no day that there is', (expires) => {
  expect(broken(seen({}, expiring(expires))).failed).toContain('token.expires');
});

test('a clock that is behind is judged by itself', () => {
  const token = { expires: '2020-01-01T00:01:00Z' };
  const headers = { Date: 'Wed, 01 Jan 2020 00:00:00 GMT' };
  expect(broken(seen({}, { headers, body: access('alice', { token }) }))).toEqual(nothing);
});

test('a member twice is found, in a refusal too', () => {
  const body = '{"unauthorized":{"code":401,"message":"No.","message":"No."}}';
  expect(broken(seen({ secret: 'invented' }, { status: 401, body })).failed).toEqual([
    'access.duplicate-members',
  ]);
});

test.each<[number, string, Asked]>([
  [404, 'itemNotFound', asking('foreign-id')],
  [405, 'badMethod', { method: 'GET' }],
  [413, 'overLimit', { secret: 'x'.repeat(10_000) }],
  [415, 'badMediaType', { headers: { 'Content-Type': 'text/plain' } }],
])('a refusal with %i has the fault %s, and another is never a failure', (status, name, asked) => {
  const named = (fault_: string) => broken(seen(asked, fault(status, fault_)));
  const breaks = ({ failed, tolerated }: ReturnType<typeof broken>) => [...failed, ...tolerated];
  expect(breaks(named(name))).not.toContain('fault.name');
  expect(breaks(named('badRequest'))).toContain('fault.name');
  expect(loadCatalogue().get('fault.name').level).toBe('SHOULD');
});

describe('what accompanies a request', () => {
  const page = { status: 405, headers: { 'Content-Type': 'text/html' }, body: '<html></html>' };

  test.each<[string, Asked, number]>([
    ['method', { method: 'GET' }, 405],
    ['path', { path: '/v2.0/tokens.json' }, 404],
    ['version', { wire: 'http-1.0' }, 505],
    ['framing', { wire: 'without-length' }, 411],
  ])(
    'may be a page of what stands before the service, for another %s (erratum E34)',
    (_what, asked, status) => {
      const { failed, tolerated } = broken(seen(asked, { ...page, status }));
      expect([...failed, ...tolerated]).not.toContain('fault.no-page');
    },
  );

  test('is no more severe than what it was sent for', () => {
    const { failed, tolerated } = broken(seen({ headers: { 'Content-Type': 'text/plain' } }, page));
    expect([failed, tolerated]).toEqual([[], expect.arrayContaining(['fault.no-page'])]);
  });

  test.each<[string, unknown]>([
    ['empty', ''],
    ['text', 'Method Not Allowed'],
    ['the error object of a framework', { detail: 'Method Not Allowed' }],
    ['a problem (RFC 9457)', { title: 'Method Not Allowed', status: 405 }],
  ])('may be %s for another method, of which nothing is said (erratum E34)', (_, body) => {
    expect(broken(seen({ method: 'PUT' }, { status: 405, body }))).toEqual(nothing);
    expect(broken(seen({ secret: 'invented' }, { status: 401, body }))).not.toEqual(nothing);
  });

  test('fails where it was sent for a MUST', () => {
    const unproved = seen({ secret: 'invented' }, { ...page, status: 401 });
    expect(broken(unproved).failed).toEqual(['fault.no-page']);
  });

  test('a server error fails where every login with the scope gets it, which is no lack of support', () => {
    const scoped = () => seen({ scope: 'SETUP-MFA' }, fault(500, 'identityFault'));
    expect(broken(scoped(), scoped()).failed).toEqual(['status.no-server-error']);
  });
});
