import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RawResponse } from './exchange/kept-bytes';
import { type Outgoing, partedAt, type Wire } from './token-request';
import { headerPairs, type Route } from './transport';
import { transportFailure } from './transport-failure';

/** Milliseconds between the two halves of a body, so that the server gets them separately. */
const betweenSegmentsMs = 100;

/**
 * Sends one request in a way that supertest cannot, and reads its whole response as bytes. The connection comes from
 * the agent, so that authorities, certificates and proxies are those of every request, and ends with the response.
 *
 * @returns the response, or one clause that says why there is none
 */
export async function transmitRaw(
  outgoing: Outgoing & { readonly wire: Wire },
  to: Route,
): Promise<RawResponse | string> {
  const started = performance.now();
  const request = opened(outgoing, to.baseUrl, to.agent);
  const over = new AbortController();
  try {
    const answered = responseTo(request, to.maxBodyBytes);
    const sent = bodySent(request, outgoing, answered, to.timeoutMs / 2);
    const [answer, unasked] = await Promise.race([
      Promise.all([answered, sent]),
      late(to.timeoutMs, over.signal),
    ]);
    return {
      ...answer,
      ...(unasked ? { bodyUnasked: true } : {}),
      durationMs: Math.round(performance.now() - started),
    };
  } catch (error) {
    return transportFailure(error, to);
  } finally {
    over.abort();
    request.destroy();
  }
}

async function late(timeoutMs: number, signal: AbortSignal): Promise<never> {
  await sleep(timeoutMs, undefined, { signal });
  throw Object.assign(new Error('no complete response in time'), { code: 'ECONNABORTED' });
}

function opened({ wire, ...outgoing }: Outgoing & { wire: Wire }, baseUrl: string, agent: http.Agent) {
  const url = new URL(`${baseUrl}${outgoing.path}`);
  const lower = wire === 'lower-case-names';
  const named = Object.keys(outgoing.headers).some((name) => name.toLowerCase() === 'content-length');
  const framed = named || wire === 'chunked' || wire === 'without-length';
  const request = (url.protocol === 'https:' ? https : http).request(url, {
    agent,
    method: outgoing.method,
    setHost: !lower,
    headers: {
      ...(lower ? { host: url.host } : {}),
      ...outgoing.headers,
      ...(framed ? {} : { [lower ? 'content-length' : 'Content-Length']: outgoing.body.length }),
    },
  });
  // The awaited response reports the error.
  request.on('error', () => undefined);
  request.setNoDelay(true);
  request.shouldKeepAlive = false;
  if (wire === 'without-length') {
    request.removeHeader('Content-Length');
    request.removeHeader('Transfer-Encoding');
  }
  if (wire === 'http-1.0') request.prependOnceListener('socket', asVersion10);
  return request;
}

/** Node only writes HTTP/1.1, so the request line is changed on its way. */
function asVersion10(socket: Socket): void {
  const writable = socket as { write: (chunk: string | Buffer, ...rest: unknown[]) => boolean };
  const write = writable.write.bind(socket);
  writable.write = (chunk, ...rest) => {
    writable.write = write;
    const changed = Buffer.isBuffer(chunk)
      ? Buffer.from(chunk.toString('latin1').replace(' HTTP/1.1\r\n', ' HTTP/1.0\r\n'), 'latin1')
      : chunk.replace(' HTTP/1.1\r\n', ' HTTP/1.0\r\n');
    return write(changed, ...rest);
  };
}

/** @returns whether the body was sent although the server had not asked for it */
async function bodySent(
  request: http.ClientRequest,
  { wire, body }: { readonly wire: Wire; readonly body: Buffer },
  answered: Promise<unknown>,
  patienceMs: number,
): Promise<boolean> {
  const [first, rest] = [body.subarray(0, partedAt(body.length)), body.subarray(partedAt(body.length))];
  if (wire === 'chunked') request.write(first);
  if (wire === 'chunked') request.end(rest);
  else if (wire === 'two-segments') {
    await new Promise((resolve) => request.write(first, resolve));
    await sleep(betweenSegmentsMs);
    request.end(rest);
  } else if (wire === 'expect-continue') return askedBodySent(request, body, answered, patienceMs);
  else request.end(body);
  return false;
}

/** A client waits for 100, but not forever, and sends no body when a final response comes first (RFC 9110, 10.1.1). */
async function askedBodySent(
  request: http.ClientRequest,
  body: Buffer,
  answered: Promise<unknown>,
  patienceMs: number,
): Promise<boolean> {
  const over = new AbortController();
  const asked = new Promise<'asked'>((resolve) => request.once('continue', () => resolve('asked')));
  request.flushHeaders();
  try {
    const came = await Promise.race([
      asked,
      answered.then(() => 'answered' as const),
      sleep(patienceMs, 'silent' as const, { signal: over.signal }),
    ]);
    if (came !== 'answered') request.end(body);
    return came === 'silent';
  } finally {
    over.abort();
  }
}

type Received = Pick<RawResponse, 'status' | 'rawHeaders' | 'body'>;

function responseTo(request: http.ClientRequest, maxBodyBytes: number): Promise<Received> {
  return new Promise((resolve, reject) => {
    request.once('error', reject);
    request.once('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= maxBodyBytes) chunks.push(chunk);
        else reject(Object.assign(new Error('the response is longer than allowed'), { code: 'ETOOLARGE' }));
      });
      response.once('error', reject);
      response.once('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          rawHeaders: headerPairs(response.rawHeaders),
          body: Buffer.concat(chunks),
        }),
      );
    });
  });
}
