import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { trusted, type ProxySettings } from '../../identity/connection';
import { proxyResponse, proxyUnreachable } from '../../identity/proxy-failure';
import { authorityOf, endpointOf, type Endpoint } from './endpoint';

/**
 * A connection to an endpoint through a proxy (RFC 9110, 9.3.6).
 *
 * @param ca authorities to trust for the proxy, where it is spoken to in TLS
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
