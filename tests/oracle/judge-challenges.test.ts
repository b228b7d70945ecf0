import type { SeenExchange } from '../../src/oracle/judge-all';
import type { Asked } from './known';
import { access, broken, fault, nothing, seen } from './seen';

describe('a challenge', () => {
  let sessions = 0;
  const challenge = (asked: Asked, header?: string) =>
    seen(
      { username: 'mia', ...asked },
      {
        ...fault(401, 'unauthorized'),
        headers: header === undefined ? {} : { 'WWW-Authenticate': header },
      },
    );
  const full = () => `OS-MF sessionId='s${(sessions += 1)}', factor='PASSCODE'`;
  const sms = () => `OS-MF sessionId='s${(sessions += 1)}', factor='SMS'`;

  test.each<[string, Asked]>([
    ['with a tenant', { tenant: { auth: { tenantId: 'mia-id' } } }],
    ['with RCN roles', { path: '/v2.0/tokens?apply_rcn_roles=true' }],
    ['by API key', { type: 'apiKey' }],
    ['for a wrong password', { secret: 'invented' }],
  ])('%s names the factor like any other', (_when, asked) => {
    expect(broken(challenge(asked, full()))).toEqual(nothing);
    expect(broken(challenge(asked, sms())).failed).toEqual(['mfa.session']);
    expect(broken(challenge(asked, `OS-MF factor='PASSCODE'`)).failed).toEqual(['mfa.session']);
  });

  test('is none where a wrong password is refused as HTTP has it', () => {
    expect(broken(challenge({ secret: 'invented' }, 'Keystone uri="https://id.example"'))).toEqual(nothing);
  });

  test('in one format is one in the other (E31)', () => {
    const inXml = challenge({ format: 'xml', headers: { Accept: 'application/json' } });
    expect(broken(challenge({}, full()), inXml).failed).toEqual(['mfa.challenge', 'mfa.session']);
    expect(broken(inXml).failed).toEqual(['mfa.session']);
  });
});

describe('a tenant that was not asked for', () => {
  const scoped = (id: string) => ({ token: { tenant: { id, name: `name of ${id}` } } });
  const login = (asked: Asked, id: string) => seen(asked, { body: access('bob', scoped(id)) });
  const plain: Asked = { username: 'bob' };
  const inCredentials: Asked = { ...plain, tenant: { credentials: { tenantId: 'bob-other' } } };
  const ofTenants = (...exchanges: SeenExchange[]) => {
    const { failed, tolerated } = broken(...exchanges);
    const only = (ids: string[]) => ids.filter((id) => id.startsWith('tenant.table'));
    return { failed: only(failed), tolerated: only(tolerated) };
  };

  test('is ignored where it is that of every login', () => {
    expect(ofTenants(login(plain, 'usual'), login(inCredentials, 'usual'))).toEqual({
      failed: [],
      tolerated: ['tenant.table-placement'],
    });
  });

  test('fails where it is another one (E21)', () => {
    expect(ofTenants(login(plain, 'usual'), login(inCredentials, 'alice-id')).failed).toEqual([
      'tenant.table-placement',
    ]);
  });
});

describe('a tenant of another account', () => {
  const role = (tenantId: string) => [{ id: '3', name: 'compute:default', description: 'd', tenantId }];
  const login = (name: string, tenantId: string, domainId: string, path = '/v2.0/tokens') =>
    seen(
      { username: name, path },
      { body: access(name, { user: { roles: role(tenantId), domainId, 'RAX-AUTH:domainId': domainId } }) },
    );

  test('among the roles of a user in another domain is a warning', () => {
    const { tolerated } = broken(login('alice', 'bob-id', 'one'), login('bob', 'bob-id', 'two'));
    expect(tolerated).toEqual(['role.members']);
  });

  test.each([
    ['in one domain', [login('alice', 'bob-id', 'one'), login('bob', 'bob-id', 'one')]],
    [
      'with RCN roles',
      [login('alice', 'bob-id', 'one', '/v2.0/tokens?apply_rcn_roles=true'), login('bob', 'bob-id', 'two')],
    ],
    ['that nobody has', [login('alice', 'MossoCloudFS_1', 'one'), login('bob', 'bob-id', 'two')]],
  ])('%s is none', (_when, exchanges) => {
    expect(broken(...exchanges)).toEqual(nothing);
  });
});
