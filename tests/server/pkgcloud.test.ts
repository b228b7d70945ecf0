import * as pkgcloud from 'pkgcloud';
import { accounts, password, sendJson, useServer } from './login-client';

// A client that others wrote, years ago, for the service that the document describes.

const server = useServer();
const { user } = accounts;

type Login = Partial<Omit<pkgcloud.Options, 'provider' | 'authUrl'>>;

function authenticated(client: pkgcloud.Client): Promise<pkgcloud.Client> {
  return new Promise((resolve, reject) => {
    client.auth((error) =>
      error ? reject(Object.assign(new Error(error.failCode), error)) : resolve(client),
    );
  });
}

function options(login: Login): pkgcloud.Options {
  return { provider: 'rackspace', authUrl: server().url, username: user.username, region: 'DFW', ...login };
}

describe.each<[string, Login]>([
  ['a password', { password: user.password }],
  ['an API key', { apiKey: user.apiKey }],
])('with %s', (_kind, login) => {
  test('pkgcloud logs in and reads token, user, roles and the whole service catalogue', async () => {
    const { _identity } = await authenticated(pkgcloud.compute.createClient(options(login)));
    expect(_identity.token.id).toMatch(/^\S+$/);
    expect(_identity.token.expires.getTime()).toBeGreaterThan(Date.now());
    expect(_identity.user.name).toBe(user.username);
    expect(_identity.user.roles.map(({ name }) => name)).toContain('identity:user-admin');
    const { serviceCatalog } = (await sendJson(server().url, password(user))).json.access;
    // It leaves out the first generation of servers, which has the type of the second.
    const expected = serviceCatalog.filter(({ name }) => name !== 'cloudServers');
    expect(expected).toHaveLength(serviceCatalog.length - 1);
    expect(Object.values(_identity.serviceCatalog.services)).toMatchObject(expected);
  });

  test.each([{ tenantId: user.tenantId }, { tenantName: user.tenantName }])(
    'pkgcloud gets a token for the tenant %j',
    async (tenant) => {
      const client = pkgcloud.compute.createClient(options({ ...login, ...tenant }));
      const { _identity } = await authenticated(client);
      expect(_identity.token.tenant).toEqual({ id: user.tenantId, name: user.tenantName });
    },
  );
});

test('pkgcloud finds the endpoint of a service by region, internal ones too, and those without a region', async () => {
  const login = { password: user.password };
  const urls = await Promise.all(
    [
      pkgcloud.compute.createClient(options(login)),
      pkgcloud.storage.createClient(options({ ...login, region: 'SYD', useInternal: true })),
      pkgcloud.dns.createClient(options({ ...login, region: undefined })),
    ].map(async (client) => (await authenticated(client))._serviceUrl),
  );
  expect(urls).toEqual([
    `https://dfw.servers.api.cloud.example/v2/${user.tenantId}`,
    expect.stringMatching(/^https:\/\/snet-storage\.syd\.files\.example\/v1\/MossoCloudFS_/),
    `https://dns.api.cloud.example/v1.0/${user.tenantId}`,
  ]);
});

test.each<[string, Login, number, string]>([
  ['a wrong password', { password: 'wrong' }, 401, 'Unauthorized'],
  ['a wrong API key', { apiKey: 'wrong' }, 401, 'Unauthorized'],
])('pkgcloud understands the refusal of %s', async (_what, login, statusCode, failCode) => {
  const refused = authenticated(pkgcloud.compute.createClient(options(login)));
  await expect(refused).rejects.toMatchObject({ statusCode, failCode });
});
