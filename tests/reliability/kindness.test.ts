import { escapes } from '../../src/protocol/reference';
import { embeddedConfiguration } from '../../src/server';
import { responseOf, respondRightly, faultyServer, type Asked } from './faulty-server';
import { PageSection, rowOf } from './reliability-page';
import { runAgainst, runInTurn } from './run-in-turn';
import { only, runOfTheSuite } from './run-of-the-suite';

const page = new PageSection('A server that asks for patience');

const checks = only('op.*/json*', 'op.*/xml', 'op.other-methods/get', 'tenant.exclusive/json-*');
const run = runOfTheSuite;

/** Milliseconds from the first arrival to the last, by the number of requests between them. */
function meanDistance(asked: readonly Asked[]): number {
  return ((asked.at(-1)?.at ?? 0) - (asked[0]?.at ?? 0)) / (asked.length - 1);
}

page.row('A limit of 10 requests a second', async () => {
  const outcome = await runAgainst(respondRightly, ['--max-rps', '10', ...checks], { run });
  expect(outcome.exitCode).toBe(0);
  expect(outcome.asked.length).toBeGreaterThan(15);
  // Of all of them together: a busy machine notices some arrivals late, and those behind them not.
  expect(meanDistance(outcome.asked)).toBeGreaterThan(95);
  return rowOf('A limit of 10 requests a second', 'none failed', outcome);
});

for (const status of [413, 429, 503]) {
  const patient = `A login is answered ${status} with Retry-After: 1`;
  page.row(patient, async () => {
    const times: number[] = [];
    let wanted: string | undefined;
    const answer = async (asked: Asked) => {
      const body = asked.body.toString();
      // No other check sends both a tenant's id and its name.
      if (wanted === undefined && /tenantId[^]*tenantName|tenantName[^]*tenantId/.test(body)) wanted = body;
      if (body === wanted) times.push(asked.at);
      if (body === wanted && times.length === 1)
        asked.socket.write(responseOf(status, '{}', { 'Retry-After': '1' }));
      else await respondRightly(asked);
    };
    const outcome = await runAgainst(answer, checks, { run });
    expect(outcome.exitCode).toBe(0);
    const [first = 0, second = 0] = times;
    expect(second - first).toBeGreaterThanOrEqual(990);
    return rowOf(patient, 'none failed', outcome);
  });
}

page.row('Every tenth request is answered 503 with Retry-After: 3600', async () => {
  const name = 'Every tenth request is answered 503 with Retry-After: 3600';
  const answer = async (asked: Asked) => {
    if (asked.index % 10 === 5) asked.socket.write(responseOf(503, '{}', { 'Retry-After': '3600' }));
    else await respondRightly(asked);
  };
  const outcome = await runAgainst(answer, checks);
  const said = 'asked to retry later than limits.retryForMs allows';
  expect(outcome.report?.reason).toContain(said);
  expect(outcome.exitCode).toBe(4);
  return rowOf(name, said, outcome);
});

page.close();

test.concurrent.each([['run', ...checks], ['doctor']])(
  '%s says who sends, and sends the configured header, always',
  async (...argv) => {
    const server = await faultyServer(respondRightly);
    const configuration = { baseUrl: server.url, headers: { 'X-Trace': 'nightly' } };
    const { exitCode } = await runInTurn({ argv, configuration });
    await server.close();
    expect(exitCode).toBe(0);
    expect(server.asked.length).toBeGreaterThan(3);
    for (const { head } of server.asked) {
      expect(head).toMatch(
        /^User-Agent: identity-conformance\/\d+\.\d+\.\d+ \(contract test suite .+; .+\)$/im,
      );
      expect(head).toMatch(/^X-Trace: nightly$/m);
    }
  },
);

/** Whether a body logs an account in with a secret that is none of its own. */
function presentsWrongSecret(body: string, account: 'user' | 'secondUser' | 'rcnUser'): boolean {
  const { username, password, apiKey = '' } = embeddedConfiguration().accounts[account];
  const isLogin = body.includes(`"${username}"`) && /"password":|password="|apiKey/.test(body);
  const right = [password, apiKey].flatMap((secret) => [
    `"${escapes.json(secret)}"`,
    `"${escapes.xml(secret)}"`,
    `"${escapes.jsonEscapes(secret)}"`,
    `"${escapes.xmlReferences(secret)}"`,
  ]);
  return isLogin && !right.some((text) => body.includes(text));
}

test.concurrent(
  'no user gets more wrong secrets than the limit allows, although connections are closed',
  async () => {
    const answer = async (asked: Asked) => {
      if (asked.indexOnConnection > 0) asked.socket.resetAndDestroy();
      else await respondRightly(asked);
    };
    const configuration = { limits: { maxRps: 1000, wrongSecretsPerAccount: 2 } };
    const patterns = only('status.wrong-credentials/*', 'op.*/json');
    const outcome = await runAgainst(answer, patterns, { configuration });
    const spent = Object.values(outcome.report?.wrongAttempts ?? {});
    expect(spent.length).toBeGreaterThan(0);
    expect(Math.max(...spent)).toBeLessThanOrEqual(2);
    const wrong = outcome.asked.filter(({ body }) => presentsWrongSecret(body.toString(), 'user'));
    expect(wrong.length).toBeLessThanOrEqual(2);
  },
);

test.concurrent(
  'a failed login attempt is sent once more where the server asks for it later, and never a third time',
  async () => {
    const isWrong = (body: Buffer) =>
      (['user', 'secondUser', 'rcnUser'] as const).some((name) => presentsWrongSecret(body.toString(), name));
    const answer = async (asked: Asked) => {
      if (isWrong(asked.body)) asked.socket.write(responseOf(429, '', { 'Retry-After': '1' }));
      else await respondRightly(asked);
    };
    const patterns = only('status.wrong-credentials/json-wrong-*', 'op.*/json');
    const outcome = await runAgainst(answer, patterns);
    const wrong = outcome.asked.filter(({ body }) => isWrong(body)).map(({ body }) => body.toString());
    expect(wrong.length).toBeGreaterThan(0);
    for (const each of new Set(wrong)) expect(wrong.filter((body) => body === each).length).toBe(2);
    expect(outcome.exitCode).toBe(4);
    const messages = outcome.report?.checks.map(({ message }) => message).join(' ');
    expect(messages).toContain(
      'responded with 429 and asked to retry later, twice; a request that uses something up is repeated only once',
    );
  },
);
