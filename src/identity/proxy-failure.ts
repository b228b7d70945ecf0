import type { ProxySettings } from './connection';
import { tlsFailure } from './tls-failure';

/** A request failed at the proxy; the message is one clause without a stop, and holds no credentials. */
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

/** Why there is no connection to the proxy, or no response that a proxy would give. */
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
