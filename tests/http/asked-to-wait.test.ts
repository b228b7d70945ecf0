import http from 'node:http';
import { tokenRequest } from '../../src/http/token-request';
import { clientFor } from './client-for';
import { wideLimits } from './limits';
import { listen } from './listen';
import { recordingServer, type Answer } from './recording-server';

const request = tokenRequest({ format: 'json', body: '{}' });
const limits = { ...wideLimits, retryForMs: 2000 };

async function outcomeOf(answer: (count: number) => Answer, sent = request, retryForMs = limits.retryForMs) {
  const server = await recordingServer(answer);
  const client = clientFor(server.url, { limits: { ...limits, retryForMs } });
  const started = performance.now();
  const exchange = await client.send(sent, () => '');
  const waited = performance.now() - started;
  client.close();
  server.close();
  return { exchange, requests: server.received.length, waited, retries: client.retries };
}

test('429 without a time is waited for a second at a time, and then asks for more than limits.retryForMs gives', async () => {
  const { exchange, requests, waited } = await outcomeOf(() => ({ status: 429 }));
  expect(exchange.failure).toContain('asked to retry later than limits.retryForMs allows, 2000 ms');
  expect(requests).toBe(3);
  expect(waited).toBeGreaterThan(1900);
});

test('a server that always asks to retry at once is asked less and less often, and then no more', async () => {
  const { exchange, requests } = await outcomeOf(() => ({ status: 503, headers: { 'Retry-After': '0' } }));
  expect(exchange.failure).toContain('limits.retryForMs');
  expect(requests).toBe(3);
});

test.each([413, 429, 503])(
  'with limits.retryForMs 0 a server that responds with %s is not waited for',
  async (status) => {
    const answer = { status, headers: { 'Retry-After': '0' } };
    const { exchange, requests } = await outcomeOf(() => answer, request, 0);
    expect(exchange.failure).toContain(`responded with ${status} and asked to retry later`);
    expect(requests).toBe(1);
  },
);

test.each([413, 429, 503])('%s with Retry-After is waited for as told', async (status) => {
  const { exchange, requests, retries } = await outcomeOf((count) =>
    count === 1 ? { status, headers: { 'Retry-After': '0' } } : { status: 200 },
  );
  expect([exchange.status, requests]).toEqual([200, 2]);
  expect(retries).toEqual({ [status]: 1 });
});

test('a server that asks for more time than there is gets no second request', async () => {
  const { exchange, requests } = await outcomeOf(() => ({ status: 503, headers: { 'Retry-After': '3600' } }));
  expect(exchange.failure).toContain('asked to retry later');
  expect(requests).toBe(1);
});

const long = tokenRequest({ format: 'json', body: `"${'x'.repeat(10_000)}"` });

test.each([
  ['503 without Retry-After', { status: 503 }, request],
  ['413 for a body that is long', { status: 413, headers: { 'Retry-After': '0' } }, long],
])('%s is a response', async (_what, answer, sent) => {
  const { exchange, requests } = await outcomeOf(() => answer, sent);
  expect([exchange.status, requests]).toEqual([answer.status, 1]);
});

test('a wrong secret is sent again when it came too fast, and no third time', async () => {
  const wrong = { ...request, wrongSecretFor: 'accounts.user' };
  const limited = { status: 429, headers: { 'Retry-After': '0' } };
  const once = await outcomeOf((count) => (count === 1 ? limited : { status: 401 }), wrong);
  expect([once.exchange.status, once.requests]).toEqual([401, 2]);
  const always = await outcomeOf(() => limited, wrong);
  expect(always.exchange.failure).toContain('asked to retry later, twice');
  expect(always.requests).toBe(2);
});

test('a server that limits the rate is met more slowly by all requests, and no listener too many is told of', async () => {
  const warnings: Error[] = [];
  const warned = (warning: Error) => void warnings.push(warning);
  process.on('warning', warned);
  let times: number[] = [];
  const server = await recordingServer(() => {
    const now = performance.now();
    times = [...times.filter((time) => now - time < 1000), now];
    return times.length > 30 ? { status: 413, headers: { 'Retry-After': '1' } } : { status: 200 };
  });
  const fast = { ...wideLimits, maxRps: 1000, retryForMs: 5000 };
  const client = clientFor(server.url, { limits: fast });
  const exchanges = await Promise.all(Array.from({ length: 50 }, () => client.send(request, () => '')));
  client.close();
  server.close();
  process.off('warning', warned);
  expect(exchanges.filter(({ status }) => status !== 200)).toEqual([]);
  expect(client.retries[413]).toBeLessThanOrEqual(10);
  expect(warnings).toEqual([]);
});

test('a request of its own kind on the wire never meets a kept connection', async () => {
  const raw = tokenRequest({ format: 'json', body: '{}', wire: 'chunked' });
  const sockets = new Set<unknown>();
  const server = http.createServer((asked, response) => {
    // Another request on a connection finds it closed.
    if (sockets.has(asked.socket)) return void asked.socket.destroy();
    sockets.add(asked.socket);
    asked.resume().on('end', () => response.writeHead(200).end());
  });
  const port = await listen(server);
  const client = clientFor(`http://127.0.0.1:${port}`, { limits });
  const failures = [];
  for (const each of [request, raw, request, raw]) failures.push((await client.send(each, () => '')).failure);
  client.close();
  server.closeAllConnections();
  server.close();
  expect(failures).toEqual([undefined, undefined, undefined, undefined]);
});

test('exchanges are numbered as they are asked for, with the prefix of their client', async () => {
  const server = await recordingServer((count) =>
    count === 1 ? { status: 429, headers: { 'Retry-After': '0' } } : { status: 200 },
  );
  const client = clientFor(server.url, { limits, exchangePrefix: 'w2-x' });
  const exchanges = await Promise.all([1, 2, 3].map(() => client.send(request, () => '')));
  client.close();
  server.close();
  expect(exchanges.map(({ id }) => id)).toEqual(['w2-x1', 'w2-x2', 'w2-x3']);
});

test('what a response repeats of an invented password is not taken for a secret of the target', async () => {
  const server = await recordingServer(() => ({ status: 401, body: '{"echo":{"password":"Wrong1-abc"}}' }));
  const client = clientFor(server.url, { limits });
  const { record } = await client.send(
    tokenRequest({ format: 'json', body: '{"password":"${invented.password}"}' }),
    () => 'Wrong1-abc',
  );
  client.close();
  server.close();
  expect(record.request.body).toBe('{"password":"Wrong1-abc"}');
});
