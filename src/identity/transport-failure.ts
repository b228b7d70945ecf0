import { ProxyFailure } from './proxy-failure';
import { tlsFailure } from './tls-failure';

/** What the clause names: the server, and the limits that a request had. */
export interface TransportLimits {
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
}

/** Why no response came, as one clause without a stop, fit for a reader who never heard of error codes. */
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
    ECONNRESET: `${host} closed the connection before its response was complete`,
    EPIPE: `${host} closed the connection before the request was sent`,
    EHOSTUNREACH: `there is no route to ${host}`,
    ENETUNREACH: `there is no route to ${host}`,
    ECONNABORTED: `${host} gave no complete response within ${timeoutMs} ms`,
    HPE_HEADER_OVERFLOW: `${host} sent headers that are too long`,
    HPE_: `${host} sent something that is not HTTP`,
    ETIMEDOUT: `${host} did not accept a connection in time`,
    ETOOLARGE: `the response of ${host} is longer than limits.maxBodyBytes, ${maxBodyBytes} bytes`,
  };
  const tls = tlsFailure(error, host);
  if (tls) return `${tls.what}; ${tls.remedy}`;
  // A code may be one of a family: of the parser of HTTP.
  const family = /^HPE_/.exec(code)?.[0];
  const found =
    known[code] ??
    (family === undefined ? undefined : known[family]) ??
    (/^Parse Error/.test(message) ? known['HPE_'] : undefined) ??
    Object.entries(known).find(([name]) => !name.endsWith('_') && message.includes(name))?.[1];
  return found ?? `${host} could not be reached: ${message || code || 'unknown failure'}`;
}
