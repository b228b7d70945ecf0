import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { tokenRequest } from '../../src/http/token-request';
import { clientFor } from './client-for';
import { recordingServer } from './recording-server';

const token = '0b634802aef844b3b24d81c310dce381';
const text = JSON.stringify({ access: { token: { id: token } } });

async function answered(coding: string, body: Buffer) {
  const headers = { 'Content-Type': 'application/json', 'Content-Encoding': coding };
  const server = await recordingServer(() => ({ status: 200, headers, body }));
  const client = clientFor(server.url);
  const exchange = await client.send(tokenRequest({ format: 'json', body: '{}' }), () => '');
  client.close();
  server.close();
  return exchange;
}

test.each([
  ['gzip', gzipSync(text)],
  ['GZIP', gzipSync(text)],
  ['deflate', deflateSync(text)],
  ['deflate', deflateRawSync(text)],
  ['identity', Buffer.from(text)],
  ['deflate, gzip', gzipSync(deflateSync(text))],
  ['gzip', Buffer.alloc(0)],
])('%s is undone', async (coding, body) => {
  const exchange = await answered(coding, body);
  expect(exchange.unreadable).toBeUndefined();
  expect(exchange.body.toString()).toBe(body.length > 0 ? text : '');
});

test.each([
  ['gzip', Buffer.from(text), 'its Content-Encoding is gzip, but it is not compressed that way'],
  ['gzip', gzipSync(text).subarray(0, 30), 'its Content-Encoding is gzip, but it is not compressed that way'],
  ['br', brotliCompressSync(text), 'its Content-Encoding is br, which was not requested'],
  ['lzma', Buffer.from(text), 'its Content-Encoding is lzma, which was not requested'],
])(
  'of %s that cannot be undone there is a status, and a body that is named and not shown',
  async (coding, body, why) => {
    const exchange = await answered(coding, body);
    expect(exchange.failure).toBeUndefined();
    expect(exchange.status).toBe(200);
    expect(exchange.unreadable).toBe(why);
    expect(exchange.access()).toBeUndefined();
    expect(exchange.json()).toEqual({ problem: why });
    expect(exchange.record.response?.body).toBe(`[${body.length} bytes that cannot be read: ${why}]`);
    expect(JSON.stringify(exchange.record)).not.toContain(token);
  },
);
