import { lookup } from 'node:dns/promises';
import http from 'node:http';
import https from 'node:https';
import { connect, isIP, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ProxySettings, trusted } from '../http/settings';
import { proxyResponse, proxyUnreachable } from '../http/transport-failure';
import { listOf } from '../text/prose';
import type { Fact } from './fact';

const tcp = 'TCP';

const refusals: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refuses connections',
  ECONNRESET: 'closed the connection at once',
  EHOSTUNREACH: 'cannot be reached: there is no route to it',
  ENETUNREACH: 'cannot be reached: there is no route to it',
  ETIMEDOUT: 'did not accept a connection in time',
};

/**
 * Whether a connection can be opened, and how long that takes; nothing is sent over it.
 *
 * @param timeoutMs milliseconds to wait for it
 */
export function openConnection({ host, port, from }: Endpoint, timeoutMs: number): Promise<Fact> {
  return new Promise((resolve) => {
    const started = performance.now();
    const socket = connect({ host, port });
    const end = (fact: Omit<Fact, 'name'>) => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ name: tcp, ...fact });
    };
    const problem = (what: string) =>
      end({
        status: 'problem',
        detail: `port ${port} of ${host} ${what}`,
        remedy: `Check the port of the ${from}, that the server is running, and the firewalls in between.`,
      });
    // The socket's own timeout starts again with each address that is tried.
    const timer = setTimeout(() => problem(`did not accept a connection within ${timeoutMs} ms`), timeoutMs);
    socket.once('connect', () => {
      const ms = (performance.now() - started).toFixed(1);
      end({ status: 'ok', detail: `port ${port} accepted a connection after ${ms} ms` });
    });
    socket.once('error', (error) => problem(reasonOf(error)));
  });
}

/** With several addresses the error holds one error for each (RFC 8305). */
function reasonOf(error: Error): string {
  const [first = error] = error instanceof AggregateError ? (error.errors as Error[]) : [];
  const { code = '' } = first as NodeJS.ErrnoException;
  return refusals[code] ?? `could not be connected to (${code || first.message})`;
}

export interface Endpoint {
  /** A name or an address; an IPv6 address without brackets. */
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  /** Where it is configured, for advice: `base URL` */
  readonly from: string;
}

/**
 * The endpoint of the URL of a service or a proxy.
 * @param from where it is configured
 */
export function endpointOf(url: string, from = 'base URL'): Endpoint {
  const { hostname, port, protocol } = new URL(url);
  const secure = protocol === 'https:';
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? (secure ? 443 : 80) : Number(port),
    secure,
    from,
  };
}

/** `h.example:443`, `[::1]:8443` */
export function authorityOf({ host, port }: Endpoint): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

const dns = 'DNS';

/**
 * The addresses of the host, looked up as connections do, including the hosts file.
 *
 * @param timeoutMs milliseconds to wait for them
 */
export async function lookUpName({ host, from }: Endpoint, timeoutMs: number): Promise<Fact> {
  if (isIP(host)) return { name: dns, status: 'ok', detail: `${host} is an address; no lookup needed` };
  const patience = new AbortController();
  try {
    const found = await Promise.race([
      lookup(host, { all: true }),
      sleep(timeoutMs, undefined, { signal: patience.signal }),
    ]);
    if (!found) return problem(`the lookup of ${host} did not end within ${timeoutMs} ms`, from);
    const addresses = found.map(({ address }) => address);
    return { name: dns, status: 'ok', detail: `${host} is ${listOf([...new Set(addresses)], 6)}` };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const unknown = code === 'ENOTFOUND' || code === 'ENODATA';
    return problem(
      unknown ? `the name ${host} is not known` : `the name ${host} could not be looked up (${code})`,
      from,
    );
  } finally {
    patience.abort();
  }
}

function problem(detail: string, from: string): Fact {
  return {
    name: dns,
    status: 'problem',
    detail,
    remedy: `Check the host of the ${from}, and the name server of this machine.`,
  };
}

/**
 * A connection to an endpoint through a proxy (RFC 9110, 9.3.6).
 *
 * @param ca authorities to trust for the proxy, if it uses TLS
 * @param timeoutMs milliseconds to wait for it
 * @returns the connection, or one clause that says why there is none
 */
export function openTunnel(
  proxy: ProxySettings,
  ca: readonly string[],
  endpoint: Endpoint,
  timeoutMs: number,
): Promise<Socket | string> {
  const { host, port, secure } = endpointOf(proxy.url);
  const path = authorityOf(endpoint);
  return new Promise((resolve) => {
    const request = (secure ? https : http).request({
      ...{ method: 'CONNECT', host, port, path, headers: { Host: path }, agent: false },
      ...(proxy.credentials ? { headers: { Host: path, ...authorization(proxy.credentials.reveal()) } } : {}),
      ...(secure ? { rejectUnauthorized: true, ...trusted(ca) } : {}),
      signal: AbortSignal.timeout(timeoutMs),
    });
    request.once('connect', ({ statusCode = 0 }, socket: Socket) => {
      if (statusCode === 200) return resolve(socket);
      socket.destroy();
      resolve(proxyResponse(proxy, statusCode));
    });
    request.once('response', (answer) => {
      answer.destroy();
      resolve(proxyResponse(proxy, answer.statusCode ?? 0));
    });
    request.on('error', (error) => resolve(proxyUnreachable(proxy, error)));
    request.end();
  });
}

function authorization(credentials: string): Record<string, string> {
  return { 'Proxy-Authorization': `Basic ${Buffer.from(credentials).toString('base64')}` };
}
