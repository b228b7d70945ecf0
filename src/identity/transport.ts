import http from 'node:http';
import https from 'node:https';
import supertest from 'supertest';
import type { RawAnswer } from './exchange';

/** Bytes of an answer's body that are read, at most. */
const maxBodyBytes = 8 * 1024 * 1024;

/** A request as it goes out. */
export interface Outgoing {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Connections that are kept open between requests; `atOnce` is how many. */
export function keepAliveAgent(baseUrl: string, atOnce: number): http.Agent {
  const Agent = baseUrl.startsWith('https:') ? https.Agent : http.Agent;
  return new Agent({ keepAlive: true, maxSockets: atOnce });
}

/**
 * Sends one request and reads its whole answer as bytes; redirects are not followed.
 *
 * @returns the answer, or one clause that says why there is none
 */
export async function transmit(
  outgoing: Outgoing,
  to: { readonly baseUrl: string; readonly agent: http.Agent; readonly timeoutMs: number },
): Promise<RawAnswer | string> {
  const started = performance.now();
  const method = outgoing.method.toLowerCase() as 'post';
  try {
    const target = supertest(to.baseUrl);
    const answer = await target[method](outgoing.path)
      .agent(to.agent)
      .set(outgoing.headers)
      .redirects(0)
      .ok(() => true)
      .timeout({ response: to.timeoutMs, deadline: to.timeoutMs })
      .maxResponseSize(maxBodyBytes)
      .buffer(true)
      .parse(collectBytes)
      .serialize(asItIs as () => string)
      .send(outgoing.body.length > 0 ? outgoing.body : undefined);
    const { rawHeaders } = (answer as unknown as { res: http.IncomingMessage }).res;
    return {
      status: answer.status,
      rawHeaders: pairs(rawHeaders),
      body: Buffer.isBuffer(answer.body) ? answer.body : Buffer.alloc(0),
      durationMs: Math.round(performance.now() - started),
    };
  } catch (error) {
    return failureOf(error, to.baseUrl, to.timeoutMs);
  }
}

/** superagent would write a Buffer as JSON where the Content-Type is JSON. */
function asItIs<T>(body: T): T {
  return body;
}

function collectBytes(response: unknown, done: (error: Error | null, body: Buffer) => void): void {
  const stream = response as NodeJS.ReadableStream;
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(Buffer.from(chunk)));
  stream.on('end', () => done(null, Buffer.concat(chunks)));
}

function pairs(rawHeaders: readonly string[]): [string, string][] {
  return Array.from({ length: rawHeaders.length / 2 }, (_, index) => [
    rawHeaders[2 * index] ?? '',
    rawHeaders[2 * index + 1] ?? '',
  ]);
}

function failureOf(error: unknown, baseUrl: string, timeoutMs: number): string {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  const { host } = new URL(baseUrl);
  const known: Record<string, string> = {
    ECONNREFUSED: `${host} refused the connection`,
    ENOTFOUND: `the host name of ${host} is not known`,
    EAI_AGAIN: `the host name of ${host} could not be looked up`,
    ECONNRESET: `${host} closed the connection before its answer was complete`,
    EPIPE: `${host} closed the connection before the request was sent`,
    EHOSTUNREACH: `there is no route to ${host}`,
    ENETUNREACH: `there is no route to ${host}`,
    ECONNABORTED: `${host} gave no complete answer within ${timeoutMs} ms`,
    ETIMEDOUT: `${host} did not accept a connection in time`,
    ETOOLARGE: `the answer of ${host} is longer than ${maxBodyBytes} bytes`,
  };
  const found = known[code] ?? Object.entries(known).find(([name]) => message.includes(name))?.[1];
  return found ?? `${host} could not be talked to: ${message || code || 'unknown failure'}`;
}
