import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono } from 'hono';
import { type Behaviour, standardBehaviour } from './behaviour';
import { Directory } from './login/directory';
import { faults } from './login/refusal';
import { faultToJson } from './messages/json';
import type { TokensRequest } from './messages/message';
import { answer } from './operation';
import { users } from './users';

export type * from './login/access';
export type * from './login/credentials';
export { Directory, type Session, type User } from './login/directory';
export type { Grant } from './login/access';
export { type Fault, faults, Refusal, type RefusalReason } from './login/refusal';
export { type Behaviour, standardBehaviour } from './behaviour';
export { type EmbeddedAccount, type EmbeddedConfiguration, embeddedConfiguration, users } from './users';
export { facetsOf, type Facets, hasFacets } from './faults/conditions';
export { type Answer, type Format, headerOf, type TokensRequest } from './messages/message';
export { faultToJson, type JsonObject, type JsonValue } from './messages/json';
export type { XmlDocument } from './messages/read-xml';
export { answer } from './operation';

/** Longer than any client keeps an idle connection, so that none is closed just as it is used again. */
const KEEP_ALIVE_MS = 60_000;

export interface EmbeddedServer {
  /** `http://127.0.0.1:PORT` and the prefix, without a trailing slash. */
  readonly url: string;
  /** Stops listening and ends every connection at once. */
  close(): Promise<void>;
}

export interface EmbeddedServerOptions {
  /** 0, the default, takes a free port. */
  port?: number;
  /** 127.0.0.1 by default. */
  host?: string;
  /** A path before `/v2.0/tokens`, such as `/identity`; none by default. */
  prefix?: string;
  /** Replaces steps of the operation, for servers that deviate on purpose. */
  behaviour?: (standard: Behaviour) => Behaviour;
}

/**
 * Starts a server of `POST /v2.0/tokens` that does what the document asks, for the users of
 * `embeddedConfiguration()`. Its sessions are its own and end with it.
 *
 * @throws Error when it cannot listen, for example because the port is in use
 */
export async function startEmbeddedServer(options: EmbeddedServerOptions = {}): Promise<EmbeddedServer> {
  const { port = 0, host = '127.0.0.1', behaviour = (standard: Behaviour) => standard } = options;
  const prefix = normalisedPrefix(options.prefix ?? '');
  const steps = behaviour(standardBehaviour(await Directory.of(users)));
  let url = '';

  const app = new Hono<{ Bindings: HttpBindings }>();
  app.all('*', async (context) => {
    const { incoming, outgoing } = context.env;
    const target = new URL(context.req.url);
    const request: TokensRequest = {
      method: context.req.method,
      path: target.pathname.startsWith(prefix) ? target.pathname.slice(prefix.length) : '',
      query: target.searchParams,
      incoming,
      body: new Uint8Array(),
      baseUrl: url,
    };
    await answer(request, outgoing, steps);
    return RESPONSE_ALREADY_SENT;
  });
  app.onError(() => Response.json(faultToJson(faults.serviceFault), { status: faults.serviceFault.status }));

  const listener = getRequestListener(app.fetch, {
    hostname: host,
    overrideGlobalObjects: false,
    autoCleanupIncoming: false,
    errorHandler: () =>
      Response.json(faultToJson(faults.bodyUnreadable), { status: faults.bodyUnreadable.status }),
  });
  const server = createServer(
    { keepAliveTimeout: KEEP_ALIVE_MS },
    (incoming, outgoing) => void listener(incoming, outgoing),
  );
  steps.openHttp(server);
  url = `http://${reachableHost(host)}:${await listen(server, port, host)}${prefix}`;

  let closed: Promise<void> | undefined;
  return { url, close: () => (closed ??= end(server)) };
}

function normalisedPrefix(prefix: string): string {
  const path = prefix.replace(/^\/+|\/+$/g, '');
  return path === '' ? '' : `/${path}`;
}

/** An address to listen at is not always one to connect to. */
function reachableHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(cannotListen(error, port, host)));
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

function cannotListen(error: NodeJS.ErrnoException, port: number, host: string): Error {
  const remedies: Record<string, string> = {
    EADDRINUSE: 'The port is in use. Stop what uses it, or choose another one; port 0 takes a free one.',
    EACCES: 'This user may not open that port. Choose one above 1023; port 0 takes a free one.',
    EADDRNOTAVAIL: 'This machine has no such address. Choose one that it has, such as 127.0.0.1.',
    ENOTFOUND: 'The host name is unknown. Choose an address of this machine, such as 127.0.0.1.',
  };
  const remedy = remedies[error.code ?? ''] ?? error.message;
  return new Error(`The embedded server cannot listen at ${host}, port ${port}. ${remedy}`, {
    cause: error,
  });
}

function end(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
