import {
  accounts,
  elements,
  password,
  passwordXml,
  RAX_AUTH,
  sendJson,
  sendXml,
  useServer,
} from './login-client';

const server = useServer();
const { mfaUser, mfaSetupUser, user } = accounts;
const passcodeBody = (passcode: unknown) => ({ auth: { 'RAX-AUTH:passcodeCredentials': { passcode } } });
const withSession = (sessionId: string) => ({ headers: { 'X-SessionId': sessionId } });
const setup = (account: { username: string; password: string }, more = {}) => ({
  auth: { passwordCredentials: account, 'RAX-AUTH:scope': 'SETUP-MFA', ...more },
});

async function startSession(): Promise<string> {
  const reply = await sendJson(server().url, password(mfaUser));
  const challenge = reply.headers.get('www-authenticate') ?? '';
  return /sessionId='([^']+)'/.exec(challenge)?.[1] ?? '';
}

describe('a login with a second factor', () => {
  it('is challenged after the password', async () => {
    const reply = await sendJson(server().url, password(mfaUser));
    expect(reply.status).toBe(401);
    expect(reply.json.unauthorized?.code).toBe(401);
    expect(reply.headers.get('www-authenticate')).toMatch(/^OS-MF sessionId='\w{20,}', factor='PASSCODE'$/);
  });

  it('is not challenged after a wrong password', async () => {
    const reply = await sendJson(server().url, password({ ...mfaUser, password: 'x' }));
    expect(reply.headers.get('www-authenticate')).toMatch(/^Keystone /);
  });

  it('is granted with the passcode, once', async () => {
    const sessionId = await startSession();
    const reply = await sendJson(server().url, passcodeBody(mfaUser.passcode), withSession(sessionId));
    expect(reply.status).toBe(200);
    expect(reply.json.access.token['RAX-AUTH:authenticatedBy']).toEqual(['PASSCODE', 'PASSWORD']);
    expect(reply.json.access.user.name).toBe(mfaUser.username);
    expect(
      (await sendJson(server().url, passcodeBody(mfaUser.passcode), withSession(sessionId))).status,
    ).toBe(401);
  });

  it('is granted in XML', async () => {
    const challenged = await sendXml(server().url, passwordXml(mfaUser));
    expect([challenged.status, challenged.xml.localName]).toEqual([401, 'unauthorized']);
    const sessionId = /sessionId='([^']+)'/.exec(challenged.headers.get('www-authenticate') ?? '')?.[1] ?? '';
    const body = `<auth><m:passcodeCredentials xmlns:m="${RAX_AUTH}" passcode="${mfaUser.passcode}"/></auth>`;
    const reply = await sendXml(server().url, body, withSession(sessionId));
    expect(reply.status).toBe(200);
    expect(elements(reply.xml, 'credential', RAX_AUTH).map((it) => it.textContent)).toEqual([
      'PASSCODE',
      'PASSWORD',
    ]);
  });

  it('keeps the tenant of the first request', async () => {
    const auth = { ...(password(mfaUser).auth as object), tenantId: '999001' };
    const challenge = (await sendJson(server().url, { auth })).headers.get('www-authenticate') ?? '';
    const sessionId = /sessionId='([^']+)'/.exec(challenge)?.[1] ?? '';
    expect(
      (await sendJson(server().url, passcodeBody(mfaUser.passcode), withSession(sessionId))).status,
    ).toBe(401);
  });

  it('outlives two wrong passcodes, not three', async () => {
    const sessionId = await startSession();
    const attempt = async (passcode: unknown) =>
      (await sendJson(server().url, passcodeBody(passcode), withSession(sessionId))).status;
    expect([await attempt('1'), await attempt('2')]).toEqual([401, 401]);
    expect(await attempt(null)).toBe(400);
    expect(await attempt('3')).toBe(401);
    expect(await attempt(mfaUser.passcode)).toBe(401);
  });

  it('is refused without a session, or with an invented one', async () => {
    expect((await sendJson(server().url, passcodeBody(mfaUser.passcode))).status).toBe(401);
    expect((await sendJson(server().url, passcodeBody(mfaUser.passcode), withSession('x'))).status).toBe(401);
  });

  it('needs its passcode even for the scope SETUP-MFA', async () => {
    expect((await sendJson(server().url, setup(mfaUser))).status).toBe(401);
  });

  it('needs a passcode in the second request', async () => {
    const sessionId = await startSession();
    const body = { auth: { 'RAX-AUTH:passcodeCredentials': {} } };
    const reply = await sendJson(server().url, body, withSession(sessionId));
    expect([reply.status, reply.json.badRequest?.code]).toEqual([400, 400]);
  });
});

describe('setting up a second factor', () => {
  it('is demanded of a user who must', async () => {
    const reply = await sendJson(server().url, password(mfaSetupUser));
    expect([reply.status, reply.json.forbidden?.code]).toEqual([403, 403]);
    const xml = await sendXml(server().url, passwordXml(mfaSetupUser));
    expect([xml.status, xml.xml.localName]).toEqual([403, 'forbidden']);
  });

  it.each([mfaSetupUser, user])('gets $username a token alone with the scope SETUP-MFA', async (account) => {
    const { username, password: secret } = account;
    const reply = await sendJson(server().url, setup({ username, password: secret }));
    expect(reply.status).toBe(200);
    expect(reply.json).toEqual({
      access: {
        token: {
          id: expect.any(String),
          expires: expect.any(String),
          'RAX-AUTH:authenticatedBy': ['PASSWORD'],
        },
      },
    });
  });

  it('gets the same in XML', async () => {
    const body = passwordXml(mfaSetupUser).replace(
      '<auth',
      `<auth xmlns:r="${RAX_AUTH}" r:scope="SETUP-MFA"`,
    );
    const reply = await sendXml(server().url, body);
    expect(reply.status).toBe(200);
    expect(Array.from(reply.xml.childNodes).map((it) => it.nodeName)).toEqual(['token']);
    expect(elements(reply.xml, 'tenant')).toEqual([]);
  });

  it('needs the right password, and names a tenant only when asked', async () => {
    expect((await sendJson(server().url, setup({ ...mfaSetupUser, password: 'x' }))).status).toBe(401);
    const { username, password: secret, tenantId } = user;
    const scoped = await sendJson(server().url, setup({ username, password: secret }, { tenantId }));
    expect(scoped.json.access.token.tenant?.id).toBe(tenantId);
    const plain = await sendJson(
      server().url,
      setup({ username, password: secret }, { 'RAX-AUTH:scope': null }),
    );
    expect(plain.json.access.user.name).toBe(username);
  });
});
