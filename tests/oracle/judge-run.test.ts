import type { SeenExchange } from '../../src/oracle/judge-all';
import type { Asked } from './known';
import { access, broken, fault, granted, nothing, seen } from './seen';

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
      'one user with other roles where the same tenant is named',
      [
        login({}, 'alice'),
        login({ tenant: { auth: { tenantId: 'alice-id' } } }, 'alice', { user: { roles: [] } }),
      ],
      'access.same',
    ],
    [
      'one user with another catalogue',
      [login({}, 'alice'), login({}, 'alice', { catalogue: [] })],
      'access.same',
    ],
    [
      'RCN roles without apply_rcn_roles=true, by API key alone',
      [
        login({}, 'alice', { user: { roles: [] } }),
        login({ path: '/v2.0/tokens?apply_rcn_roles=false' }, 'alice', { user: { roles: [] } }),
        login({ path: '/v2.0/tokens?apply_rcn_roles=true' }, 'alice'),
        login({ type: 'apiKey' }, 'alice', { token: { 'RAX-AUTH:authenticatedBy': ['APIKEY'] } }),
      ],
      'query.rcn-default',
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
    expect(broken(challenge, seen(second, granted({ token }))).failed).toContain('user.authenticated');
  });
});
