import type { Wire } from './token-request';
import type { ProxySettings } from './settings';
import { tlsFailure } from './tls-failure';

/** What a failure message names: the server and the limits of a request. */
export interface TransportLimits {
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
}

const closedEarly = 'closed the connection before its response was complete';
const notHttp = 'sent something that is not HTTP';
const timedOut = 'gave no complete response within';

/**
 * Whether a request is sent once more to see whether its failure repeats: a server may close the connection, break the
 * rules of HTTP, or not respond to an unusual HTTP message, because of what the request holds.
 *
 * @param failure the clause of `transportFailure`
 */
export function isWorthRepeating(failure: string, wire: Wire | undefined): boolean {
  return (
    failure.endsWith(closedEarly) ||
    failure.endsWith(notHttp) ||
    (wire !== undefined && failure.includes(timedOut))
  );
}

/** Why no response came, as one clause without a full stop, for readers who do not know error codes. */
export function transportFailure(
  error: unknown,
  { baseUrl, timeoutMs, maxBodyBytes }: TransportLimits,
): string {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  if (error instanceof ProxyFailure) return error.message;
  const { host } = new URL(baseUrl);
  const known: Record<string, string> = {
    ECONNREFUSED: `${host} refused the connection`,
    ENOTFOUND: `the host name of ${host} is not known`,
    EAI_AGAIN: `the host name of ${host} could not be looked up`,
    ECONNRESET: `${host} ${closedEarly}`,
    EPIPE: `${host} closed the connection before the request was sent`,
    EHOSTUNREACH: `there is no route to ${host}`,
    ENETUNREACH: `there is no route to ${host}`,
    ECONNABORTED: `${host} ${timedOut} ${timeoutMs} ms`,
    HPE_HEADER_OVERFLOW: `${host} sent headers that are too long`,
    HPE_: `${host} ${notHttp}`,
    ETIMEDOUT: `${host} did not accept a connection in time`,
    ETOOLARGE: `the response of ${host} is longer than limits.maxBodyBytes, ${maxBodyBytes} bytes`,
  };
  const tls = tlsFailure(error, host);
  if (tls) return `${tls.what}; ${tls.remedy}`;
  // The codes of the HTTP parser share one message.
  const family = /^HPE_/.exec(code)?.[0];
  const found =
    known[code] ??
    (family === undefined ? undefined : known[family]) ??
    (/^Parse Error/.test(message) ? known['HPE_'] : undefined) ??
    Object.entries(known).find(([name]) => !name.endsWith('_') && message.includes(name))?.[1];
  return found ?? `${host} could not be reached: ${message || code || 'unknown failure'}`;
}

/** A request failed at the proxy; the message is one clause without a full stop, and holds no credentials. */
export class ProxyFailure extends Error {
  override readonly name = 'ProxyFailure';
}

const refusals: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refuses connections; check its port, and that it is running',
  ENOTFOUND: 'has a host name that is not known; check it',
  EAI_AGAIN: 'has a host name that could not be looked up; check it, and the name server of this machine',
  ETIMEDOUT: 'did not accept a connection in time; check its address and the firewalls in between',
  EHOSTUNREACH: 'cannot be reached: there is no route to it; check its address',
  ENETUNREACH: 'cannot be reached: there is no route to it; check its address',
};

/** Why there is no connection to the proxy, or no proper response from it. */
export function proxyUnreachable(proxy: ProxySettings, error: unknown): string {
  const [first = error] = error instanceof AggregateError ? (error.errors as unknown[]) : [];
  const { code = '' } = first as NodeJS.ErrnoException;
  const tls = tlsFailure(first, new URL(proxy.url).host);
  if (tls) return `${named(proxy)} cannot be used: ${tls.what}; ${tls.remedy}`;
  return `${named(proxy)} ${refusals[code] ?? 'does not respond like a proxy; check that there is a proxy at this port'}`;
}

/** Why the proxy does not let a request through, by the status of its response. */
export function proxyResponse(proxy: ProxySettings, status: number): string {
  const what = `${named(proxy)} responded with ${status}`;
  if (status === 407)
    return proxy.credentials
      ? `${what} and does not accept the user name and password in its URL; check them`
      : `${what} and asks for a user name and a password; put them into its URL, http://USER:PASSWORD@HOST:PORT`;
  if (status === 403) return `${what} and forbids this server; ask who runs it, or add the host to NO_PROXY`;
  if (status >= 500)
    return `${what}: it could not reach the server; check the base URL, and that the proxy may reach it`;
  return `${what} to a request for a tunnel; check that it is a proxy, and that it allows this host and port`;
}

function named({ url, origin }: ProxySettings): string {
  return `the proxy ${url} (${origin})`;
}
