import http from 'node:http';
import https from 'node:https';
import { ForwardingAgent, TunnellingAgent } from './proxy-agents';
import { type Connection, plainConnection, tlsOptions } from './settings';

/** Keeps up to `atOnce` connections open between requests. */
export function keepAliveAgent(
  baseUrl: string,
  atOnce: number,
  connection: Connection = plainConnection,
): http.Agent {
  const { protocol, hostname } = new URL(baseUrl);
  const options = { keepAlive: true, maxSockets: atOnce };
  const { proxy } = connection;
  if (protocol === 'https:') {
    const tls = tlsOptions(connection, hostname);
    return proxy
      ? new TunnellingAgent(proxy, connection.tls.ca, tls, options)
      : new https.Agent({ ...options, ...tls });
  }
  return proxy ? new ForwardingAgent(proxy, connection.tls.ca, options) : new http.Agent(options);
}
