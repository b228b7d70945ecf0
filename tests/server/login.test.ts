import { accounts, foreignTenantId, password, sendJson, useServer } from './login-client';

const server = useServer();
const { user, secondUser, disabledUser } = accounts;
const login = (auth: unknown, query = '') =>
  sendJson(server().url, { auth }, { path: `/v2.0/tokens${query}` });
const credentials = { username: user.username, password: user.password };
const keyCredentials = { username: user.username, apiKey: user.apiKey };

describe('a granted login', () => {
  it('responds to a password with token, user and service catalogue', async () => {
    const reply = await login({ passwordCredentials: credentials, tenantId: user.tenantId });

    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-type')).toMatch(/^application\/json/);
    expect(reply.headers.get('vary')).toBe('Accept');
    const { token, user: found, serviceCatalog } = reply.json.access;
    expect(token.tenant).toEqual({ id: user.tenantId, name: user.tenantName });
    expect(token['RAX-AUTH:authenticatedBy']).toEqual(['PASSWORD']);
    expect(token.expires).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(Math.abs(Date.parse(token.expires) - Date.now() - 86_400_000)).toBeLessThan(60_000);
    expect(found).toMatchObject({ name: user.username, 'RAX-AUTH:defaultRegion': 'DFW' });
    expect(found.roles.map((role) => role.description)).toContain(
      'Zugriff für Kürzel – 計算 & "Übersicht" <alle>',
    );
    expect(serviceCatalog).toHaveLength(19);
    expect(serviceCatalog.find((service) => service.name === 'cloudServers')?.endpoints[0]).toEqual({
      tenantId: user.tenantId,
      publicURL: `https://servers.api.cloud.example/v1.0/${user.tenantId}`,
      versionId: '1.0',
      versionInfo: 'https://servers.api.cloud.example/v1.0',
      versionList: 'https://servers.api.cloud.example/',
    });
  });

  it('accepts an API key', async () => {
    const reply = await login({ 'RAX-KSKEY:apiKeyCredentials': keyCredentials });
    expect(reply.status).toBe(200);
    expect(reply.json.access.token['RAX-AUTH:authenticatedBy']).toEqual(['APIKEY']);
  });

  it('gives every login another token, and the same user', async () => {
    const [one, other] = await Promise.all([
      login({ passwordCredentials: credentials }),
      login({ passwordCredentials: credentials }),
    ]);
    expect(one.json.access.token.id).not.toBe(other.json.access.token.id);
    expect(one.json.access.user).toEqual(other.json.access.user);
  });

  it('knows two users apart', async () => {
    const reply = await login(password(secondUser).auth);
    expect(reply.json.access.token.tenant?.id).toBe(secondUser.tenantId);
    expect(reply.json.access.serviceCatalog).toHaveLength(3);
  });

  const tenantId = user.tenantId;
  const tenantName = user.tenantName;
  it.each([
    ['tenantId beside password credentials', { passwordCredentials: credentials, tenantId }],
    ['tenantName beside password credentials', { passwordCredentials: credentials, tenantName }],
    ['tenantId in password credentials', { passwordCredentials: { ...credentials, tenantId } }],
    ['tenantName in password credentials', { passwordCredentials: { ...credentials, tenantName } }],
    ['tenantId beside API key credentials', { 'RAX-KSKEY:apiKeyCredentials': keyCredentials, tenantId }],
    [
      'tenantName in API key credentials',
      { 'RAX-KSKEY:apiKeyCredentials': { ...keyCredentials, tenantName } },
    ],
    ['one tenantId in both places', { passwordCredentials: { ...credentials, tenantId }, tenantId }],
    ['a null tenant in one place', { passwordCredentials: { ...credentials, tenantId: null }, tenantName }],
    ['a null beside the tenant', { passwordCredentials: credentials, tenantId, tenantName: null }],
    [
      'other credentials that are null',
      { passwordCredentials: credentials, 'RAX-KSKEY:apiKeyCredentials': null, tenantId },
    ],
    ['unknown extension members', { passwordCredentials: { ...credentials, 'X:y': 1 }, 'X:z': {}, tenantId }],
  ])('accepts %s', async (_name, auth) => {
    const reply = await login(auth);
    expect(reply.status).toBe(200);
    expect(reply.json.access.token.tenant).toEqual({ id: user.tenantId, name: user.tenantName });
  });

  it.each([
    ['no tenant', {}],
    ['a null tenant', { tenantId: null, tenantName: null }],
  ])('scopes the token to the first tenant of the user for %s', async (_name, tenant) => {
    const { token } = (await login({ passwordCredentials: credentials, ...tenant })).json.access;
    expect(token.tenant?.id).toMatch(/^MossoCloudFS_/);
  });
});

describe('RCN roles', () => {
  const rena = password(accounts.rcnUser).auth;

  it('join with apply_rcn_roles=true, in any case, and not without it', async () => {
    const without = await login(rena);
    const asked = await login(rena, '?apply_rcn_roles=TRUE');
    const declined = await login(rena, '?apply_rcn_roles=false');

    expect(declined.json.access.user).toEqual(without.json.access.user);
    const names = asked.json.access.user.roles.map((role) => role.name);
    expect(names).toEqual(expect.arrayContaining(without.json.access.user.roles.map((role) => role.name)));
    expect(names).toContain('rcn:observer');
    expect(without.json.access.serviceCatalog.map((service) => service.endpoints.length)).toEqual([2]);
    expect(asked.json.access.serviceCatalog.map((service) => service.endpoints.length)).toEqual([4, 1]);
  });

  it('do not change the response for a user who has none', async () => {
    const reply = await login({ passwordCredentials: credentials }, '?apply_rcn_roles=true');
    const plain = await login({ passwordCredentials: credentials });
    expect(reply.json.access.user).toEqual(plain.json.access.user);
    expect(reply.json.access.serviceCatalog).toEqual(plain.json.access.serviceCatalog);
  });

  it('need a Boolean', async () => {
    expect((await login(rena, '?apply_rcn_roles=perhaps')).status).toBe(400);
    expect((await login(rena, '?apply_rcn_roles')).status).toBe(400);
  });
});

describe('a refused login', () => {
  const wrong = { ...credentials, password: `${user.password}x` };
  const long = 'x'.repeat(4097);

  it.each<[string, number, string, unknown]>([
    ['no auth', 400, 'badRequest', undefined],
    ['null auth', 400, 'badRequest', null],
    ['auth that is a string', 400, 'badRequest', 'x'],
    ['auth that is an array', 400, 'badRequest', []],
    ['empty auth', 400, 'badRequest', {}],
    ['null credentials', 400, 'badRequest', { passwordCredentials: null }],
    ['credentials that are a string', 400, 'badRequest', { passwordCredentials: 'x' }],
    ['credentials that are an array', 400, 'badRequest', { passwordCredentials: [credentials] }],
    ['empty credentials', 400, 'badRequest', { passwordCredentials: {} }],
    ['misspelled credentials', 400, 'badRequest', { passwordcredentials: credentials }],
    ['the misprint of the table', 400, 'badRequest', { 'RAX-KSKEY:APIKeyCredentials': keyCredentials }],
    ['no username', 400, 'badRequest', { passwordCredentials: { password: user.password } }],
    ['null username', 400, 'badRequest', { passwordCredentials: { ...credentials, username: null } }],
    ['empty username', 400, 'badRequest', { passwordCredentials: { ...credentials, username: '' } }],
    ['numeric username', 400, 'badRequest', { passwordCredentials: { ...credentials, username: 7 } }],
    ['over-long username', 400, 'badRequest', { passwordCredentials: { ...credentials, username: long } }],
    ['no password', 400, 'badRequest', { passwordCredentials: { username: user.username } }],
    ['null password', 400, 'badRequest', { passwordCredentials: { ...credentials, password: null } }],
    ['empty password', 400, 'badRequest', { passwordCredentials: { ...credentials, password: '' } }],
    [
      'password in an array',
      400,
      'badRequest',
      { passwordCredentials: { ...credentials, password: [user.password] } },
    ],
    ['over-long password', 400, 'badRequest', { passwordCredentials: { ...credentials, password: long } }],
    ['no apiKey', 400, 'badRequest', { 'RAX-KSKEY:apiKeyCredentials': { username: user.username } }],
    [
      'both credentials',
      400,
      'badRequest',
      { passwordCredentials: credentials, 'RAX-KSKEY:apiKeyCredentials': keyCredentials },
    ],
    [
      'both tenants beside',
      400,
      'badRequest',
      { passwordCredentials: credentials, tenantId: user.tenantId, tenantName: user.tenantName },
    ],
    [
      'both tenants within',
      400,
      'badRequest',
      { passwordCredentials: { ...credentials, tenantId: user.tenantId, tenantName: user.tenantName } },
    ],
    [
      'both tenants, mixed',
      400,
      'badRequest',
      { passwordCredentials: { ...credentials, tenantId: user.tenantId }, tenantName: user.tenantName },
    ],
    [
      'two tenantIds',
      400,
      'badRequest',
      { passwordCredentials: { ...credentials, tenantId: user.tenantId }, tenantId: secondUser.tenantId },
    ],
    ['empty tenantId', 400, 'badRequest', { passwordCredentials: credentials, tenantId: '' }],
    ['numeric tenantId', 400, 'badRequest', { passwordCredentials: credentials, tenantId: 777001 }],
    ['over-long tenantName', 400, 'badRequest', { passwordCredentials: credentials, tenantName: long }],
    ['unknown scope', 400, 'badRequest', { passwordCredentials: credentials, 'RAX-AUTH:scope': 'setup-mfa' }],
    ['wrong password', 401, 'unauthorized', { passwordCredentials: wrong }],
    ['unknown user', 401, 'unauthorized', { passwordCredentials: { ...credentials, username: 'nobody' } }],
    [
      'wrong apiKey',
      401,
      'unauthorized',
      { 'RAX-KSKEY:apiKeyCredentials': { ...keyCredentials, apiKey: 'x' } },
    ],
    [
      'API key of a user without one',
      401,
      'unauthorized',
      { 'RAX-KSKEY:apiKeyCredentials': { username: 'rena', apiKey: 'x' } },
    ],
    [
      'API key as password',
      401,
      'unauthorized',
      { passwordCredentials: { ...credentials, password: user.apiKey } },
    ],
    [
      'username in other case',
      401,
      'unauthorized',
      { passwordCredentials: { ...credentials, username: 'ALICE' } },
    ],
    ['unknown tenant', 401, 'unauthorized', { passwordCredentials: credentials, tenantId: 'nowhere' }],
    ['foreign tenant', 401, 'unauthorized', { passwordCredentials: credentials, tenantId: foreignTenantId }],
    [
      'tenant name as id',
      401,
      'unauthorized',
      { passwordCredentials: credentials, tenantId: user.tenantName },
    ],
    ['disabled user', 403, 'userDisabled', password(disabledUser).auth],
    [
      'disabled user, wrong password',
      401,
      'unauthorized',
      { passwordCredentials: { ...disabledUser, password: 'x' } },
    ],
  ])('%s: %i %s', async (_name, status, fault, auth) => {
    const reply = await login(auth);
    expect(reply.status).toBe(status);
    expect(reply.json).toEqual({ [fault]: { code: status, message: expect.stringMatching(/\S/) } });
    expect(reply.headers.get('content-type')).toMatch(/^application\/json/);
    expect(reply.headers.get('vary')).toBe('Accept');
    expect(reply.headers.get('www-authenticate')).toBe(
      status === 401 ? `Keystone uri="${server().url}"` : null,
    );
  });

  it('does not tell an unknown user from a wrong password', async () => {
    const [unknown, known] = await Promise.all([
      login({ passwordCredentials: { username: 'nobody', password: 'x' } }),
      login({ passwordCredentials: wrong }),
    ]);
    expect(unknown.text).toBe(known.text);
  });
});
