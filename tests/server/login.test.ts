import { accounts, password, sendJson, useServer } from './login-client';

// What the document demands of a server is held by the run of the whole suite (tests/suite/run), which passes here; this
// is what the document leaves open, and what this server gives of its own.
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

  const { tenantId, tenantName } = user;
  it.each([
    ['one tenantId in both places', { passwordCredentials: { ...credentials, tenantId }, tenantId }],
    ['a null tenant in one place', { passwordCredentials: { ...credentials, tenantId: null }, tenantName }],
    ['a null beside the tenant', { passwordCredentials: credentials, tenantId, tenantName: null }],
    ['null credentials', { passwordCredentials: credentials, 'RAX-KSKEY:apiKeyCredentials': null, tenantId }],
    ['unknown extension members', { passwordCredentials: { ...credentials, 'X:y': 1 }, 'X:z': {}, tenantId }],
  ])('accepts %s', async (_name, auth) => {
    const reply = await login(auth);
    expect(reply.status).toBe(200);
    expect(reply.json.access.token.tenant).toEqual({ id: tenantId, name: tenantName });
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

  it('need a Boolean', async () => {
    expect((await login(rena, '?apply_rcn_roles=perhaps')).status).toBe(400);
    expect((await login(rena, '?apply_rcn_roles')).status).toBe(400);
  });
});

describe('a refused login', () => {
  const wrong = { ...credentials, password: `${user.password}x` };
  const long = 'x'.repeat(4097);
  const rena = { username: accounts.rcnUser.username };

  const byPassword = (change: object, beside = {}) => ({
    passwordCredentials: { ...credentials, ...change },
    ...beside,
  });

  it.each<[string, number, string, unknown]>([
    ['no auth', 400, 'badRequest', undefined],
    [
      'both credentials',
      400,
      'badRequest',
      byPassword({}, { 'RAX-KSKEY:apiKeyCredentials': keyCredentials }),
    ],
    ['the misprint of the table', 400, 'badRequest', { 'RAX-KSKEY:APIKeyCredentials': keyCredentials }],
    ['over-long password', 400, 'badRequest', byPassword({ password: long })],
    ['two tenantIds', 400, 'badRequest', byPassword({ tenantId: '1' }, { tenantId: '2' })],
    ['empty tenantId', 400, 'badRequest', byPassword({}, { tenantId: '' })],
    ['numeric tenantId', 400, 'badRequest', byPassword({}, { tenantId: 777001 })],
    ['over-long tenantName', 400, 'badRequest', byPassword({}, { tenantName: long })],
    ['wrong password', 401, 'unauthorized', { passwordCredentials: wrong }],
    [
      'a key of who has none',
      401,
      'unauthorized',
      { 'RAX-KSKEY:apiKeyCredentials': { ...rena, apiKey: 'x' } },
    ],
    ['tenant name as id', 401, 'unauthorized', byPassword({}, { tenantId: user.tenantName })],
    ['disabled user', 403, 'userDisabled', password(disabledUser).auth],
    ['disabled user, wrong password', 401, 'unauthorized', byPassword({ ...disabledUser, password: 'x' })],
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
