import { once } from 'node:events';
import { createConnection } from 'node:net';
import { startEmbeddedServer } from '../../src/server';
import { accounts, password, passwordXml, send, sendJson, sendXml, useServer } from './login-client';

// What the document demands is held by the run of the whole suite (tests/suite/run), which passes here.
const server = useServer();
const { user } = accounts;
const body = JSON.stringify(password(user));

describe('the path', () => {
  it.each(['/v2.0/tokens/', '/', '/v2.0/Tokens', '/v2.0/tokens.html'])('%s is not found', async (path) => {
    const reply = await sendJson(server().url, body, { path });
    expect(reply.status).toBe(404);
    expect(reply.json.itemNotFound?.code).toBe(404);
  });

  it.each(['PATCH', 'OPTIONS', 'HEAD'])('allows POST, not %s', async (method) => {
    const reply = await send(server().url, undefined, { method });
    expect(reply.status).toBe(405);
    expect(reply.headers.get('allow')).toBe('POST');
    expect(method === 'HEAD' ? reply.text : reply.json.badMethod?.code).toBe(method === 'HEAD' ? '' : 405);
  });

  it('may have a prefix', async () => {
    const prefixed = await startEmbeddedServer({ prefix: '/identity/' });
    expect(prefixed.url).toMatch(/\/identity$/);
    expect((await sendJson(prefixed.url, body)).status).toBe(200);
    expect((await sendJson(prefixed.url.replace('/identity', ''), body)).status).toBe(404);
    await prefixed.close();
  });
});

describe('the media types', () => {
  it.each([
    ['application/json; charset=utf-8', body],
    ['Application/JSON', body],
    ['application/xml; charset="UTF-8"', passwordXml(user)],
  ])('reads %s', async (type, text) => {
    const bytes = new TextEncoder().encode(text);
    expect((await send(server().url, bytes, { headers: { 'Content-Type': type } })).status).toBe(200);
  });

  it.each(['application/vnd.x+json', 'text/xml'])('refuses %s', async (type) => {
    const reply = await send(server().url, body, { headers: { 'Content-Type': type } });
    expect(reply.status).toBe(415);
    expect(reply.json.badMediaType?.code).toBe(415);
  });

  it('refuses a body without a type, or under a content coding', async () => {
    expect((await send(server().url, new TextEncoder().encode(body))).status).toBe(415);
    const headers = { 'Content-Encoding': 'gzip' };
    expect((await sendJson(server().url, body, { headers })).status).toBe(415);
  });

  it.each([
    ['application/xml, */*;q=0.8', 'xml'],
    ['application/json;q=0, */*', 'xml'],
    ['application/xml;q=0', 'json'],
    ['text/html, application/xml;q=0.9, */*;q=0.8', 'xml'],
    ['text/html', 'json'],
    ['nonsense;;q=x,,', 'json'],
  ])('responds to Accept "%s" in %s', async (accept, format) => {
    const headers = { Accept: accept };
    for (const reply of [
      await sendJson(server().url, body, { headers }),
      await sendJson(server().url, '{', { headers }),
    ]) {
      expect(reply.headers.get('content-type')).toMatch(new RegExp(`^application/${format}`));
      expect(reply.text.startsWith('<?xml')).toBe(format === 'xml');
    }
  });

  it.each(['json', 'xml'])('lets the suffix .%s win over Accept', async (suffix) => {
    const headers = { Accept: suffix === 'json' ? 'application/xml' : 'application/json' };
    const reply = await sendJson(server().url, body, { path: `/v2.0/tokens.${suffix}`, headers });
    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-type')).toMatch(new RegExp(`^application/${suffix}`));
  });
});

describe('a body that cannot be read', () => {
  it.each([
    ['nested without end', Buffer.from('['.repeat(500_000))],
    ['not UTF-8', Buffer.from(body.replace('alice', 'alic\xe9'), 'latin1')],
    ['UTF-16', Buffer.from(body, 'utf16le')],
  ])('is refused when it is %s', async (_what, bytes) => {
    const reply = await send(server().url, bytes, { headers: { 'Content-Type': 'application/json' } });
    expect([reply.status, reply.json.badRequest?.code]).toEqual([400, 400]);
  });

  it('is refused when there is neither body nor type', async () => {
    expect((await send(server().url, undefined)).status).toBe(400);
  });

  it('is refused above 1 MiB, with a body', async () => {
    const reply = await sendJson(server().url, ' '.repeat(1024 * 1024) + body);
    expect(reply.status).toBe(413);
    expect(reply.json.overLimit?.code).toBe(413);
  });

  it('tolerates a byte order mark', async () => {
    expect((await sendJson(server().url, `\ufeff${body}`)).status).toBe(200);
    expect((await sendXml(server().url, `\ufeff${passwordXml(user)}`)).status).toBe(200);
  });

  it('takes the last of duplicate members', async () => {
    const { username, password: secret } = user;
    const members = `"username":"nobody","username":${JSON.stringify(username)},"password":${JSON.stringify(secret)}`;
    expect((await sendJson(server().url, `{"auth":{"passwordCredentials":{${members}}}}`)).status).toBe(200);
  });
});

describe('the connection', () => {
  const raw = (url: string, text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      let received = '';
      const socket = createConnection(Number(new URL(url).port), '127.0.0.1', () => socket.write(text));
      socket.setEncoding('utf8').on('data', (chunk) => (received += String(chunk)));
      socket.on('close', () => resolve(received)).on('error', reject);
    });
  const length = Buffer.byteLength(body);

  it('speaks HTTP/1.0 without a Host', async () => {
    const head = `POST /v2.0/tokens HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`;
    expect(await raw(server().url, head + body)).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  });

  it('reads chunks, and invites a body that waits', async () => {
    const head =
      'POST /v2.0/tokens HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\n' +
      'Expect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n';
    const answer = await raw(server().url, `${head}${length.toString(16)}\r\n${body}\r\n0\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n/);
  });

  it('sends a fault to a Host that is none', async () => {
    const head = 'POST /v2.0/tokens HTTP/1.1\r\nHost: a b\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';
    expect(await raw(server().url, head)).toMatch(/^HTTP\/1\.1 400 [^]*"badRequest"/);
  });

  it('ends at once with close(), idle connections included', async () => {
    const closing = await startEmbeddedServer();
    await sendJson(closing.url, body);
    const idle = createConnection(Number(new URL(closing.url).port), '127.0.0.1');
    await once(idle, 'connect');
    await Promise.all([closing.close(), closing.close(), once(idle, 'close')]);
    await expect(fetch(closing.url)).rejects.toThrow();
  });

  it('says what to do about a port in use', async () => {
    const port = Number(new URL(server().url).port);
    await expect(startEmbeddedServer({ port })).rejects.toThrow(/port \d+\. The port is in use\. Stop/);
  });
});
