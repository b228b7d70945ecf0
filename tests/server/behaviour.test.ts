import { startEmbeddedServer, type Behaviour } from '../../src/server';
import { accounts, password, passwordXml, send, sendJson, sendXml, type Reply } from './login-client';

/** How servers that deviate on purpose are written: one member replaced, the rest kept. */
const deviations = {
  letsDisabledUsersIn: (standard: Behaviour): Behaviour => ({ ...standard, refuseDisabled: () => {} }),
  namesNoTenant: (standard: Behaviour): Behaviour => ({
    ...standard,
    issueToken: (grant) => ({ ...standard.issueToken(grant), tenant: undefined }),
  }),
  hidesWrongSecrets: (standard: Behaviour): Behaviour => ({
    ...standard,
    faults: { ...standard.faults, secretWrong: { ...standard.faults.secretWrong, status: 404 } },
  }),
  respondsWithoutXmlNamespace: (standard: Behaviour): Behaviour => ({
    ...standard,
    serialiseXml: (document) => String(standard.serialiseXml(document)).replace(/ xmlns="[^"]*"/, ''),
  }),
  takesBothTenants: (standard: Behaviour): Behaviour => ({
    ...standard,
    askedTenant: (ids) => standard.askedTenant(ids, []),
  }),
  hangsUp: (standard: Behaviour): Behaviour => ({
    ...standard,
    send: (_answer, outgoing) => void outgoing.destroy(),
  }),
  breaks: (standard: Behaviour): Behaviour => ({
    ...standard,
    rolesOf: () => {
      throw new Error(`no roles for ${accounts.user.password}`);
    },
  }),
  breaksTwice: (standard: Behaviour): Behaviour => ({
    ...standard,
    answerFormat: () => JSON.parse('') as never,
    faultFormat: () => JSON.parse('') as never,
  }),
};

async function against(
  deviation: keyof typeof deviations,
  ask: (url: string) => Promise<Reply>,
): Promise<Reply> {
  const server = await startEmbeddedServer({ behaviour: deviations[deviation] });
  return ask(server.url).finally(() => server.close());
}

const { user, disabledUser } = accounts;

describe('a step that is replaced', () => {
  it('leaves out a refusal', async () => {
    const reply = await against('letsDisabledUsersIn', (url) => sendJson(url, password(disabledUser)));
    expect(reply.status).toBe(200);
  });

  it('changes the model, and with it both formats', async () => {
    const json = await against('namesNoTenant', (url) => sendJson(url, password(user)));
    expect(json.json.access.token).not.toHaveProperty('tenant');
    const xml = await against('namesNoTenant', (url) => sendXml(url, passwordXml(user)));
    expect(xml.text).not.toContain('<tenant ');
  });

  it('changes one fault', async () => {
    const wrong = password({ ...user, password: 'x' });
    const reply = await against('hidesWrongSecrets', (url) => sendJson(url, wrong));
    expect([reply.status, reply.json.unauthorized?.code]).toEqual([404, 404]);
  });

  it('changes what is written', async () => {
    const reply = await against('respondsWithoutXmlNamespace', (url) => sendXml(url, passwordXml(user)));
    expect(reply.xml.namespaceURI).toBeNull();
  });

  it('changes what is demanded', async () => {
    const auth = { ...(password(user).auth as object), tenantId: user.tenantId, tenantName: user.tenantName };
    expect((await against('takesBothTenants', (url) => sendJson(url, { auth }))).status).toBe(200);
  });

  it('reaches the connection', async () => {
    await expect(against('hangsUp', (url) => send(url, undefined))).rejects.toThrow();
  });

  it('ends in an identityFault when it breaks, telling nothing', async () => {
    const reply = await against('breaks', (url) => sendJson(url, password(user)));
    expect([reply.status, reply.json.identityFault?.code]).toEqual([500, 500]);
    expect(reply.text).not.toContain(user.password.slice(-4));
    expect((await against('breaksTwice', (url) => sendJson(url, password(user)))).status).toBe(500);
  });
});
