import { accounts, password, sendJson, useServer } from './login-client';

// What the document demands is held by the run of the whole suite (tests/suite/run), which passes here.
const server = useServer();
const { mfaUser, mfaSetupUser, user } = accounts;
const setup = (account: { username: string; password: string }, more = {}) => ({
  auth: { passwordCredentials: account, 'RAX-AUTH:scope': 'SETUP-MFA', ...more },
});

async function startSession(more = {}): Promise<string> {
  const auth = { ...(password(mfaUser).auth as object), ...more };
  const reply = await sendJson(server().url, { auth });
  expect(reply.status).toBe(401);
  const challenge = /^OS-MF sessionId='(\w{20,})', factor='PASSCODE'$/;
  return challenge.exec(reply.headers.get('www-authenticate') ?? '')?.[1] ?? '';
}

const secondRequest = (sessionId: string, passcode: unknown = mfaUser.passcode) =>
  sendJson(
    server().url,
    { auth: { 'RAX-AUTH:passcodeCredentials': { passcode } } },
    { headers: { 'X-SessionId': sessionId } },
  );

describe('a login with a second factor', () => {
  it('is not challenged after a wrong password', async () => {
    const reply = await sendJson(server().url, password({ ...mfaUser, password: 'x' }));
    expect(reply.headers.get('www-authenticate')).toMatch(/^Keystone /);
  });

  it('is granted with the passcode, once', async () => {
    const sessionId = await startSession();
    const { status, json } = await secondRequest(sessionId);
    expect(status).toBe(200);
    expect(json.access.token['RAX-AUTH:authenticatedBy']).toEqual(['PASSCODE', 'PASSWORD']);
    expect(json.access.user.name).toBe(mfaUser.username);
    expect((await secondRequest(sessionId)).status).toBe(401);
  });

  it('keeps the tenant of the first request', async () => {
    expect((await secondRequest(await startSession({ tenantId: '999001' }))).status).toBe(401);
  });

  it('outlives two wrong passcodes, not three', async () => {
    const sessionId = await startSession();
    const statuses: number[] = [];
    for (const passcode of ['1', '2', null, '3', mfaUser.passcode])
      statuses.push((await secondRequest(sessionId, passcode)).status);
    expect(statuses).toEqual([401, 401, 400, 401, 401]);
  });

  it('needs its passcode even for the scope SETUP-MFA', async () => {
    expect((await sendJson(server().url, setup(mfaUser))).status).toBe(401);
  });
});

describe('setting up a second factor', () => {
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
