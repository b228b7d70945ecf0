import { startEmbeddedServer, type Behaviour } from '../../src/server';
import { accounts, password, passwordXml, send, sendJson, sendXml, type Reply } from './login-client';

// How servers that deviate on purpose are written: one member replaced, the rest kept. That the replaced steps of every
// kind take effect is held by the proof of all faults (tests/suite/mutants).

const { user } = accounts;

async function against(
  deviation: (standard: Behaviour) => Partial<Behaviour>,
  ask: (url: string) => Promise<Reply>,
): Promise<Reply> {
  const behaviour = (standard: Behaviour) => ({ ...standard, ...deviation(standard) });
  const server = await startEmbeddedServer({ behaviour });
  return ask(server.url).finally(() => server.close());
}

const byPassword = (url: string) => sendJson(url, password(user));

test('a step that is replaced changes the model, and with it both formats', async () => {
  const namesNoTenant = (standard: Behaviour): Partial<Behaviour> => ({
    issueToken: (grant) => ({ ...standard.issueToken(grant), tenant: undefined }),
  });
  const { json } = await against(namesNoTenant, byPassword);
  expect(json.access.token).not.toHaveProperty('tenant');
  const { text } = await against(namesNoTenant, (url) => sendXml(url, passwordXml(user)));
  expect(text).not.toContain('<tenant ');
});

test('a step that is replaced reaches the connection', async () => {
  const hangsUp = () => ({
    send: (...[, outgoing]: Parameters<Behaviour['send']>) => void outgoing.destroy(),
  });
  await expect(against(hangsUp, (url) => send(url, undefined))).rejects.toThrow();
});

test('a step that breaks ends in an identityFault, which tells nothing', async () => {
  const rolesOf = () => {
    throw new Error(`no roles for ${user.password}`);
  };
  const { status, json, text } = await against(() => ({ rolesOf }), byPassword);
  expect([status, json.identityFault?.code]).toEqual([500, 500]);
  expect(text).not.toContain(user.password.slice(-4));
  const noFormat = () => JSON.parse('') as never;
  const twice = await against(() => ({ answerFormat: noFormat, faultFormat: noFormat }), byPassword);
  expect(twice.status).toBe(500);
});
