import type http from 'node:http';
import supertest from 'supertest';
import type { RawAnswer } from './exchange';
import { transportFailure, type TransportLimits } from './transport-failure';
import type { Wire } from './wire';

/** Where a request goes, and what its answer may take. */
export interface Route extends TransportLimits {
  readonly agent: http.Agent;
}

/** A request as it goes out. */
export interface Outgoing {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** How it goes over the wire, where supertest has no way for it. */
  readonly wire?: Wire;
}

/**
 * Sends one request and reads its whole answer as bytes; redirects are not followed.
 *
 * @returns the answer, or one clause that says why there is none
 */
export async function transmit(outgoing: Outgoing, to: Route): Promise<RawAnswer | string> {
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
      .maxResponseSize(to.maxBodyBytes)
      .buffer(true)
      .parse(collectBytes)
      .serialize(asItIs as () => string)
      .send(outgoing.body.length > 0 ? outgoing.body : undefined);
    const { rawHeaders } = (answer as unknown as { res: http.IncomingMessage }).res;
    return {
      status: answer.status,
      rawHeaders: headerPairs(rawHeaders),
      body: Buffer.isBuffer(answer.body) ? answer.body : Buffer.alloc(0),
      durationMs: Math.round(performance.now() - started),
    };
  } catch (error) {
    return transportFailure(error, to);
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

/** Node's list of header names and values as pairs. */
export function headerPairs(rawHeaders: readonly string[]): [string, string][] {
  return Array.from({ length: rawHeaders.length / 2 }, (_, index) => [
    rawHeaders[2 * index] ?? '',
    rawHeaders[2 * index + 1] ?? '',
  ]);
}
