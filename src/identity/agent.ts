import http from 'node:http';
import https from 'node:https';

/** Connections that are kept open between requests; `atOnce` is how many. */
export function keepAliveAgent(baseUrl: string, atOnce: number): http.Agent {
  const Agent = baseUrl.startsWith('https:') ? https.Agent : http.Agent;
  return new Agent({ keepAlive: true, maxSockets: atOnce });
}
