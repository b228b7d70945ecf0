import type * as http from 'node:http';
import type { Socket } from 'node:net';
import supertest from 'supertest';
import type { RawResponse } from './exchange/kept-bytes';
import { transportFailure, type TransportLimits } from './transport-failure';
import { Outgoing } from './token-request';

/** Where a request goes, and the limits of its response. */
export interface Route extends TransportLimits {
  readonly agent: http.Agent;
}

/**
 * The outcome of a request on a connection that the server was just closing: as far as a client can tell, the server
 * never saw it (RFC 9112, 9.3.1).
 */
export const metClosing = Symbol('met a closing connection');

/**
 * Sends one request and reads its whole response as bytes; redirects are not followed.
 *
 * @returns the response, or one clause that says why there is none, or `metClosing`
 */
export async function transmit(
  outgoing: Outgoing,
  to: Route,
): Promise<RawResponse | string | typeof metClosing> {
  const started = performance.now();
  const method = outgoing.method.toLowerCase() as 'post';
  let sent: http.ClientRequest | undefined;
  let reused = false;
  try {
    const target = supertest(to.baseUrl);
    const answer = await target[method](outgoing.path)
      .on('request', (request: SentRequest) => {
        sent = request.req;
        sent.once('socket', (socket: Socket) => {
          reused = served.has(socket);
          served.add(socket);
        });
        endOnce(request);
        // It would reject a response whose body cannot be decompressed.
        request._shouldDecompress = () => false;
      })
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
    return reused && sent && metClosingConnection(sent, error) ? metClosing : transportFailure(error, to);
  }
}

/** What superagent exposes of a request in flight. */
interface SentRequest {
  readonly req: http.ClientRequest;
  _shouldDecompress: (response: unknown) => boolean;
  callback: (...outcome: unknown[]) => void;
}

/** superagent is notified twice of a response whose body breaks HTTP, and would print a warning. */
function endOnce(request: SentRequest): void {
  const end = request.callback.bind(request);
  let ended = false;
  request.callback = (...outcome) => {
    if (!ended) end(...outcome);
    ended = true;
  };
}

/** Connections that carried a request. Node sets `reusedSocket` only for some that it reuses. */
const served = new WeakSet<Socket>();

/** Whether a reused connection, perhaps idle for too long, was closed before any part of a response came. */
function metClosingConnection(sent: http.ClientRequest, error: unknown): boolean {
  const { code = '' } = error as { code?: string };
  const answered = (sent as { res?: http.IncomingMessage | null }).res;
  return !answered && (code === 'ECONNRESET' || code === 'EPIPE');
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
