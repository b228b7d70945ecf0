import { loadCatalogue } from '../../src/contract/catalogue';
import { judgeAll, type SeenExchange } from '../../src/oracle/judge-all';
import { known, type Asked } from './known';
import { access, broken, fault, seen, type Response } from './seen';

const nothing = { failed: [], tolerated: [] };
const byKey = { 'RAX-AUTH:authenticatedBy': ['APIKEY'] };

test('a login and its access object keep all that the document says', () => {
  expect(broken(seen({}, { body: access() }))).toEqual(nothing);
  expect(broken(seen({ type: 'apiKey' }, { body: access('alice', { token: byKey }) }))).toEqual(nothing);
});

test.each<[string, Asked, Response, string]>([
  ['another user', {}, { body: access('bob') }, 'user.authenticated'],
  ['the other factor', { type: 'apiKey' }, { body: access() }, 'token.authenticated-by-used'],
  [
    'an expired token',
    {},
    { body: access('alice', { token: { expires: '2026-11-26T09:59:59Z' } }) },
    'token.valid',
  ],
  [
    'a token that expires in the second of its response',
    {},
    { body: access('alice', { token: { expires: '2026-11-26T10:00:00.750Z' } }) },
    'token.valid',
  ],
  ['no id of the token', {}, { body: access('alice', { token: { id: undefined } }) }, 'token.id'],
  [
    'no catalogue',
    {},
    { body: { access: { ...access().access, serviceCatalog: undefined } } },
    'access.service-catalog',
  ],
  [
    'the id of one tenant and the name of another',
    {},
    { body: access('alice', { token: { tenant: { id: 'alice-id', name: 'bob-tenant' } } }) },
    'token.tenant',
  ],
  [
    'another tenant than the one asked for',
    { tenant: { auth: { tenantId: 'alice-id' } } },
    { body: access('alice', { token: { tenant: { id: 'other', name: 'other' } } }) },
    'tenant.id',
  ],
  [
    'a foreign tenant, in a place where it may be ignored',
    { tenant: { credentials: { tenantId: 'foreign-id' } } },
    { body: access('alice', { token: { tenant: { id: 'foreign-id', name: 'f' } } }) },
    'tenant.foreign',
  ],
  [
    'a foreign tenant without asking',
    {},
    { body: access('alice', { token: { tenant: { id: 'foreign-id', name: 'f' } } }) },
    'tenant.optional',
  ],
  ['a wrong password let in', { secret: 'invented' }, { body: access() }, 'status.wrong-credentials'],
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
  ['a disabled user let in', { username: 'dave' }, { body: access('dave') }, 'status.user-disabled'],
])('%s fails', (_what, asked, response, requirement) => {
  expect(broken(seen(asked, response)).failed).toContain(requirement);
});

test.each<[string, Asked, Response, string]>([
  [
    'the name in another letter case',
    {},
    { body: access('alice', { user: { name: 'Alice' } }) },
    'user.authenticated',
  ],
  [
    'a tenant without a name',
    {},
    { body: access('alice', { token: { tenant: { id: 'alice-id' } } }) },
    'token.tenant',
  ],
  [
    'a service without endpoints',
    {},
    { body: access('alice', { catalogue: [{ name: 'n', type: 't', endpoints: [] }] }) },
    'service.endpoints',
  ],
  [
    'the factor in small letters',
    {},
    { body: access('alice', { token: { 'RAX-AUTH:authenticatedBy': ['password'] } }) },
    'token.authenticated-by-used',
  ],
  [
    '404 for a foreign tenant',
    { tenant: { auth: { tenantId: 'foreign-id' } } },
    fault(404, 'itemNotFound'),
    'tenant.foreign',
  ],
  [
    'an API key in another letter case',
    { type: 'apiKey', secret: 'ALICE-api-key' },
    { body: access('alice', { token: byKey }) },
    'status.wrong-credentials',
  ],
])('%s is a warning, and nothing else is', (_what, asked, response, requirement) => {
  expect(broken(seen(asked, response))).toEqual({ failed: [], tolerated: [requirement] });
});

test('a success that should be a refusal is told once, whatever it holds', () => {
  expect(broken(seen({ secret: 'invented' }, { body: { hello: 'world' } }))).toEqual({
    failed: ['status.wrong-credentials'],
    tolerated: [],
  });
});

test.each(['2027-02-30T00:00:00Z', '2027-13-01T00:00:00Z', '2027-04-31T10:00:00+02:00'])(
  'expires on %s is on no day that there is',
  (expires) => {
    expect(broken(seen({}, { body: access('alice', { token: { expires } }) })).failed).toContain(
      'token.expires',
    );
  },
);

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
  [404, 'itemNotFound', { tenant: { auth: { tenantId: 'foreign-id' } } }],
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

  test('fails where it was sent for a MUST', () => {
    const unproved = seen({ secret: 'invented' }, { ...page, status: 401 });
    expect(broken(unproved).failed).toEqual(['fault.no-page']);
  });

  test('a server error fails where every login with the scope gets it, which is no lack of support', () => {
    const scoped = () => seen({ scope: 'SETUP-MFA' }, fault(500, 'identityFault'));
    expect(broken(scoped(), scoped()).failed).toEqual(['status.no-server-error']);
  });
});

describe('responses of a run together', () => {
  const login = (asked: Asked, name: string, changes?: Parameters<typeof access>[1]) =>
    seen(asked, { body: access(name, changes) });
  const bob: Asked = { username: 'bob' };

  test('of two users keep them apart', () => {
    expect(broken(login({}, 'alice'), login(bob, 'bob'), login({}, 'alice'))).toEqual(nothing);
  });

  test.each<[string, SeenExchange[], string]>([
    [
      'one user with two ids',
      [login({}, 'alice'), login({}, 'alice', { user: { id: 'other' } })],
      'user.same',
    ],
    [
      'two users with one id',
      [login({}, 'alice'), login(bob, 'bob', { user: { id: 'id-of-alice' } })],
      'user.unique',
    ],
    [
      'two users with one token',
      [login({}, 'alice', { token: { id: 'the one' } }), login(bob, 'bob', { token: { id: 'the one' } })],
      'token.unique',
    ],
    [
      'one user with other roles',
      [login({}, 'alice'), login({}, 'alice', { user: { roles: [] } })],
      'access.same',
    ],
    [
      'one user with another catalogue',
      [login({}, 'alice'), login({}, 'alice', { catalogue: [] })],
      'access.same',
    ],
    [
      'RCN roles that take the own ones away',
      [
        login({}, 'alice'),
        login({ path: '/v2.0/tokens?apply_rcn_roles=true' }, 'alice', { user: { roles: [] } }),
      ],
      'query.rcn-own',
    ],
  ])('%s fail', (_what, exchangesSeen, requirement) => {
    expect(broken(...exchangesSeen).failed).toContain(requirement);
  });

  test('a domain that one login does not return is a warning (erratum E24)', () => {
    const without = login({}, 'alice', { user: { 'RAX-AUTH:domainId': undefined } });
    expect(broken(login({}, 'alice'), without)).toEqual({
      failed: ['user.domain'],
      tolerated: ['access.same'],
    });
  });

  test('a domain that is another one fails, beside a default region that is missing', () => {
    const other = { 'RAX-AUTH:domainId': 'other', 'RAX-AUTH:defaultRegion': undefined };
    expect(broken(login({}, 'alice'), login({}, 'alice', { user: other })).failed).toContain('access.same');
  });

  test('RCN roles that grow without a tenant grow with one as well (erratum E40)', () => {
    const path = '/v2.0/tokens?apply_rcn_roles=true';
    const tenant = { auth: { tenantId: 'alice-id' } };
    const roles = [
      { name: 'identity:user-admin', id: '3', description: 'User Admin Role.' },
      { name: 'rcn' },
    ];
    const grown = [login({}, 'alice'), login({ path }, 'alice', { user: { roles } })];
    expect(broken(...grown, login({ tenant }, 'alice'), login({ tenant, path }, 'alice')).failed).toEqual([
      'query.rcn-more',
    ]);
  });

  test('of a choice of RCN roles that is no Boolean nothing is said', () => {
    const user = { roles: [{ name: 'rcn' }] };
    expect(
      broken(login({}, 'alice'), login({ path: '/v2.0/tokens?apply_rcn_roles=1' }, 'alice', { user })),
    ).toEqual(nothing);
  });

  test('the same token again for the same user and tenant is legal', () => {
    const token = { id: 'kept' };
    expect(broken(login({}, 'alice', { token }), login({}, 'alice', { token }))).toEqual(nothing);
  });

  test('a token id that is the name of the user can be guessed', () => {
    expect(broken(login({}, 'alice', { token: { id: 'alice' } })).tolerated).toEqual(['token.opaque']);
  });

  test('a session id that comes twice is a warning', () => {
    const headers = { 'WWW-Authenticate': `OS-MF sessionId='abc', factor='PASSCODE'` };
    const challenge = () => seen({ username: 'mia' }, { ...fault(401, 'unauthorized'), headers });
    expect(broken(challenge(), challenge()).failed).toEqual(['mfa.session-unique']);
  });

  test('the second factor is completed by the user who began', () => {
    const headers = { 'WWW-Authenticate': `OS-MF sessionId='abc', factor='PASSCODE'` };
    const challenge = seen({ username: 'mia' }, { ...fault(401, 'unauthorized'), headers });
    const body = JSON.stringify({ auth: { 'RAX-AUTH:passcodeCredentials': { passcode: '123456' } } });
    const second = { body, headers: { 'X-SessionId': 'abc' } };
    const token = { 'RAX-AUTH:authenticatedBy': ['PASSCODE', 'PASSWORD'] };
    expect(broken(challenge, seen(second, { body: access('mia', { token }) }))).toEqual(nothing);
    expect(broken(challenge, seen(second, { body: access('alice', { token }) })).failed).toContain(
      'user.authenticated',
    );
  });
});

describe('a refusal proves nothing', () => {
  const unproved = (...exchangesSeen: readonly SeenExchange[]) =>
    judgeAll(exchangesSeen, known().users).tallies.get('status.wrong-credentials')?.unverifiable.length ?? 0;
  const wrong: Asked = { secret: 'invented', path: '/v2.0/tokens.xml' };

  test('where the same request without the defect is refused as well', () => {
    expect(unproved(seen(wrong, fault(401, 'unauthorized'), { isProved: false }))).toBe(1);
  });

  test('in a way in which the server accepts nobody', () => {
    const rightly = seen({ path: '/v2.0/tokens.xml' }, fault(404, 'itemNotFound'));
    expect(unproved(rightly, seen(wrong, fault(404, 'itemNotFound')))).toBe(1);
  });

  test('of a right login, as long as nobody was let in after a wrong secret', () => {
    const wrongly = seen({ secret: 'invented' }, fault(401, 'unauthorized'));
    const locked = () => seen({}, fault(403, 'forbidden'));
    expect(broken(wrongly, locked(), locked())).toEqual(nothing);
    expect(broken(wrongly, seen({}, { body: access() }), locked()).failed).toEqual(['op.password']);
  });

  test('in no way that a user with a second factor is challenged in, as every such login is', () => {
    const headers = { 'WWW-Authenticate': `OS-MF sessionId='abc', factor='PASSCODE'` };
    const challenge = seen(
      { username: 'mia', scope: 'SETUP-MFA' },
      { ...fault(401, 'unauthorized'), headers },
    );
    const wrongly = seen({ secret: 'invented', scope: 'SETUP-MFA' }, fault(401, 'unauthorized'));
    expect(unproved(challenge, wrongly)).toBe(0);
  });

  test('of a right login that others follow, unless the run sent one of them to see whether there is a lock', () => {
    const wrongly = seen({ secret: 'invented' }, fault(401, 'unauthorized'));
    const locked = seen({}, fault(403, 'forbidden'));
    const later = (why = {}) => seen({}, { body: access() }, why);
    expect(broken(wrongly, locked, later())).toEqual(nothing);
    expect(broken(wrongly, locked, later({ followsRefusedLogin: true })).failed).toEqual(['op.password']);
  });

  test('of a right login, behind a wrong secret (erratum E39)', () => {
    const locked = seen({}, fault(401, 'unauthorized'), { followsWrongSecret: true });
    expect(broken(locked)).toEqual(nothing);
  });
});
