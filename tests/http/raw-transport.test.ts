import { execFile } from 'node:child_process';
import { createServer as createPlainServer, type Server } from 'node:http';
import { Agent, createServer } from 'node:https';
import type { Socket } from 'node:net';
import { promisify } from 'node:util';
import { transmitRaw } from '../../src/http/raw-transport';
import { tokenRequest, type Wire, wires } from '../../src/http/token-request';
import { authJson, authOf, writeJson } from '../../src/protocol/auth';
import { Secret } from '../../src/protocol/secret';
import { selfSigned } from '../suite/self-signed-certificate';
import { clientFor } from './client-for';
import { wideLimits } from './limits';
import { listen } from './listen';
import { rawServer } from './raw-server';

const run = promisify(execFile);
const password = 'it-is-secret-4711';
const values: Readonly<Record<string, string | Secret>> = {
  'accounts.user.username': 'alice',
  'accounts.user.password': new Secret(password, 'accounts.user.password'),
};
const body = writeJson(authJson(authOf('user', 'password')))
  .replace('${accounts.user.username}', 'alice')
  .replace('${accounts.user.password}', password);
const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}';

async function sent(wire: Wire, url: string, timeoutMs = 5000) {
  const client = clientFor(url, { userAgent: 'suite/1', limits: { ...wideLimits, timeoutMs } });
  const request = tokenRequest({
    format: 'json',
    body: writeJson(authJson(authOf('user', 'password'))),
    wire,
  });
  try {
    return await client.send(request, (path) => values[path] ?? '');
  } finally {
    client.close();
  }
}

async function listening(server: Server, scheme: string): Promise<string> {
  return `${scheme}://localhost:${await listen(server)}`;
}

/** Sends 100 to a client that sent Expect: 100-continue. */
function welcoming(socket: Socket): void {
  socket.write('HTTP/1.1 100 Continue\r\n\r\n');
}

/** The first line, the fields in the order of their names, and the body. */
function partsOf(message: string) {
  const end = message.indexOf('\r\n\r\n');
  const [line, ...fields] = message.slice(0, end).split('\r\n');
  // Two names that curl writes as it does.
  const written = fields.map((field) =>
    field.replace(/^(host|content-length):/i, (name) => name.toLowerCase()),
  );
  const payload = message.slice(end + 4);
  const chunked = written.includes('Transfer-Encoding: chunked');
  // Its own curl line leaves the name of the suite out.
  const meant = written.filter((field) => !/^user-agent:/i.test(field));
  return { line, fields: meant.sort(), body: chunked ? unchunked(payload) : payload };
}

/** Where curl cuts chunks depends on how its input comes, and means nothing (RFC 9112, 7.1). */
function unchunked(payload: string): string {
  const [, length = '0', rest = ''] = /^([0-9a-f]+)\r\n([^]*)$/.exec(payload) ?? [];
  const size = parseInt(length, 16);
  return size === 0 ? '' : rest.slice(0, size) + unchunked(rest.slice(size + 2));
}

const looks: Readonly<Record<Wire, (bytes: string) => void>> = {
  'http-1.0': (bytes) => expect(bytes).toMatch(/^POST \/v2\.0\/tokens HTTP\/1\.0\r\n/),
  'lower-case-names': (bytes) => expect(bytes).not.toMatch(/\r\n[^:\r\n]*[A-Z][^:\r\n]*: /),
  chunked: (bytes) => expect(bytes).toMatch(/Transfer-Encoding: chunked\r\n[^]*\r\n3b\r\n[^]*\r\n0\r\n\r\n$/),
  'two-segments': (bytes) => expect(bytes).toContain(`Content-Length: ${body.length}\r\n`),
  'expect-continue': (bytes) => expect(bytes).toContain('Expect: 100-continue\r\n'),
  'without-length': (bytes) => expect(bytes).not.toMatch(/content-length|transfer-encoding/i),
  'length-too-small': (bytes) => expect(bytes).toContain('Content-Length: 32\r\n'),
};

/** What comes of a body together with its head. */
const firstBody: Partial<Record<Wire, string>> = {
  'two-segments': body.slice(0, Math.floor(body.length / 2)),
  'expect-continue': '',
};

/** A server that is busy reads two segments at once now and then; a client that sends but one never shows two. */
const mostTries = 20;

/** A request sent in this way, and sent again by its curl line, as often as it takes to see both as they were sent. */
async function sentTwice(wire: Wire) {
  for (let tries = 1; ; tries += 1) {
    const server = await rawServer(ok, wire === 'expect-continue' ? welcoming : undefined);
    const { record } = await sent(wire, server.url);
    await run('bash', ['-c', record.curl], { env: { PATH: process.env['PATH'], USER_PASSWORD: password } });
    server.close();
    const seen = server.received.every(({ first }) => partsOf(first).body === firstBody[wire]);
    // A response that comes early stops curl, which then leaves the last chunks out.
    const isWhole =
      wire !== 'chunked' || server.received.every(({ bytes }) => bytes.endsWith('\r\n0\r\n\r\n'));
    if ((isWhole && (!(wire in firstBody) || seen)) || tries === mostTries)
      return { record, received: server.received };
  }
}

test.each(wires)('%s goes out as told, and the line of its record sends the same', async (wire) => {
  const { record, received } = await sentTwice(wire);
  const [own, repeated] = received;
  looks[wire](own?.bytes ?? '');
  expect(partsOf(repeated?.bytes ?? '')).toEqual(partsOf(own?.bytes ?? ''));
  expect(partsOf(own?.bytes ?? '').body).toBe(body);
  if (wire in firstBody)
    expect(received.map(({ first }) => partsOf(first).body)).toEqual([firstBody[wire], firstBody[wire]]);
  expect(record.response).toMatchObject({ status: 200, body: '{}' });
  expect(record.request.wire).toBeDefined();
  expect(JSON.stringify(record)).not.toContain(password);
});

test('a body that is refused unseen is not sent', async () => {
  const server = await rawServer('', (socket) =>
    socket.write('HTTP/1.1 417 Expectation Failed\r\nContent-Length: 0\r\n\r\n'),
  );
  const exchange = await sent('expect-continue', server.url);
  expect([exchange.status, exchange.bodyUnasked]).toEqual([417, false]);
  server.close();
});

test('a body that nobody asks for is sent in the end, and that it was is known', async () => {
  const server = createPlainServer((request, response) => request.resume().on('end', () => response.end()));
  server.on('checkContinue', (request, response) => server.emit('request', request, response));
  const exchange = await sent('expect-continue', await listening(server, 'http'), 1000);
  expect([exchange.status, exchange.bodyUnasked]).toEqual([200, true]);
  server.closeAllConnections();
  server.close();
});

const refusal = 'HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\n\r\n{}';

test('the first response counts where what is left over gets a response as well', async () => {
  const server = await rawServer(refusal + ok);
  const exchange = await sent('length-too-small', server.url);
  expect([exchange.failure, exchange.status]).toEqual([undefined, 400]);
  server.close();
});

test.each([
  ['nothing', '', 'gave no complete response within 600 ms'],
  ['a response that stops', refusal.slice(0, -1), 'gave no complete response within 600 ms'],
  ['no HTTP', 'what?\r\n\r\n', 'sent something that is not HTTP'],
  [
    'an endless body',
    `HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\n${'x'.repeat(9 * 1024 * 1024)}`,
    'is longer than limits.maxBodyBytes, 8388608 bytes',
  ],
])('a server that responds with %s leaves a failure that says so', async (_what, answer, clause) => {
  const server = await rawServer(answer);
  const { failure } = await sent('chunked', server.url, answer.length > 1000 ? 5000 : 600);
  expect(failure).toContain(clause);
  server.close();
});

test('a response that is cut off by the end of its connection is no response', async () => {
  const server = await rawServer('', (socket) => socket.end(refusal.slice(0, -1)));
  const { failure } = await sent('two-segments', server.url);
  expect(failure).toContain('closed the connection before its response was complete');
  server.close();
});

test('the connection is the one of the agent: a version over TLS is changed as well', async () => {
  const server = createServer(selfSigned, ({ httpVersion }, response) => response.end(httpVersion));
  const baseUrl = await listening(server, 'https');
  const outgoing = { method: 'POST', path: '/v2.0/tokens', headers: {}, body: Buffer.from('{}') };
  const send = (agent: Agent) =>
    transmitRaw(
      { ...outgoing, wire: 'http-1.0' },
      { baseUrl, agent, timeoutMs: 5000, maxBodyBytes: 8388608 },
    );
  const trusted = await send(new Agent({ ca: selfSigned.cert, keepAlive: true }));
  expect(trusted).toMatchObject({ status: 200, body: Buffer.from('1.0') });
  expect(typeof (await send(new Agent()))).toBe('string');
  server.closeAllConnections();
  server.close();
});
