import { escapes } from '../../src/protocol/reference';
import { embeddedConfiguration } from '../../src/server';
import { responseOf, respondRightly, faultyServer, type Asked } from './faulty-server';
import { PageSection, rowOf } from './reliability-page';
import { runInTurn } from './run-in-turn';
import { runOfTheSuite } from './run-of-the-suite';

const page = new PageSection('A server that asks for patience');

const checks = ['op.*/json*', 'op.*/xml', 'op.other-methods/get', 'tenant.exclusive/json-*'].flatMap(
  (pattern) => ['--check', pattern],
);

/** Milliseconds from the first arrival to the last, by the number of requests between them. */
function meanDistance(asked: readonly Asked[]): number {
  return ((asked.at(-1)?.at ?? 0) - (asked[0]?.at ?? 0)) / (asked.length - 1);
}

page.row('A limit of 10 requests a second', async () => {
  const server = await faultyServer(respondRightly);
  const outcome = await runOfTheSuite({
    argv: ['run', '--base-url', server.url, '--max-rps', '10', ...checks],
  });
  await server.close();
  expect(outcome.exitCode).toBe(0);
  expect(server.asked.length).toBeGreaterThan(15);
  // Of all of them together: a busy machine notices some arrivals late, and those behind them not.
  expect(meanDistance(server.asked)).toBeGreaterThan(95);
  return rowOf('A limit of 10 requests a second', 'none failed', outcome);
});

for (const status of [413, 429, 503]) {
  const patient = `A login is answered ${status} with Retry-After: 1`;
  page.row(patient, async () => {
    const times: number[] = [];
    let wanted: string | undefined;
    const server = await faultyServer(async (asked) => {
      const body = asked.body.toString();
      // No other check sends both a tenant's id and its name.
      if (wanted === undefined && /tenantId[^]*tenantName|tenantName[^]*tenantId/.test(body)) wanted = body;
      if (body === wanted) times.push(asked.at);
      if (body === wanted && times.length === 1)
        asked.socket.write(responseOf(status, '{}', { 'Retry-After': '1' }));
      else await respondRightly(asked);
    });
    const outcome = await runOfTheSuite({ argv: ['run', '--base-url', server.url, ...checks] });
    await server.close();
    expect(outcome.exitCode).toBe(0);
    const [first = 0, second = 0] = times;
    expect(second - first).toBeGreaterThanOrEqual(990);
    return rowOf(patient, 'none failed', outcome);
  });
}

page.row('Every tenth request is answered 503 with Retry-After: 3600', async () => {
  const name = 'Every tenth request is answered 503 with Retry-After: 3600';
  const server = await faultyServer(async (asked) => {
    if (asked.index % 10 === 5) asked.socket.write(responseOf(503, '{}', { 'Retry-After': '3600' }));
    else await respondRightly(asked);
  });
  const outcome = await runInTurn({ argv: ['run', '--base-url', server.url, ...checks] });
  await server.close();
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

const wrongLogins = (pattern: string) => [
  ...['--check', `status.wrong-credentials/${pattern}`],
  ...['--check', 'op.*/json'],
];

test.concurrent(
  'no user gets more wrong secrets than the limit allows, although connections are closed',
  async () => {
    const server = await faultyServer(async (asked) => {
      if (asked.indexOnConnection > 0) asked.socket.resetAndDestroy();
      else await respondRightly(asked);
    });
    const outcome = await runInTurn({
      argv: ['run', '--base-url', server.url, ...wrongLogins('*')],
      configuration: { limits: { maxRps: 1000, wrongSecretsPerAccount: 2 } },
    });
    await server.close();
    const spent = Object.values(outcome.report?.wrongAttempts ?? {});
    expect(spent.length).toBeGreaterThan(0);
    expect(Math.max(...spent)).toBeLessThanOrEqual(2);
    const wrong = server.asked.filter(({ body }) => presentsWrongSecret(body.toString(), 'user'));
    expect(wrong.length).toBeLessThanOrEqual(2);
  },
);

test.concurrent(
  'a failed login attempt is sent once more where the server asks for it later, and never a third time',
  async () => {
    const isWrong = (body: Buffer) =>
      (['user', 'secondUser', 'rcnUser'] as const).some((name) => presentsWrongSecret(body.toString(), name));
    const server = await faultyServer(async (asked) => {
      if (isWrong(asked.body)) asked.socket.write(responseOf(429, '', { 'Retry-After': '1' }));
      else await respondRightly(asked);
    });
    const outcome = await runInTurn({
      argv: ['run', '--base-url', server.url, ...wrongLogins('json-wrong-*')],
    });
    await server.close();
    const wrong = server.asked.filter(({ body }) => isWrong(body)).map(({ body }) => body.toString());
    expect(wrong.length).toBeGreaterThan(0);
    for (const each of new Set(wrong)) expect(wrong.filter((body) => body === each).length).toBe(2);
    expect(outcome.exitCode).toBe(4);
    const messages = outcome.report?.checks.map(({ message }) => message).join(' ');
    expect(messages).toContain(
      'responded with 429 and asked to retry later, twice; a request that uses something up is repeated only once',
    );
  },
);
