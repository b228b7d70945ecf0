import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server as TlsServer } from 'node:tls';
import { ConfigurationError } from '../../configuration/configuration';

/**
 * The server that a suite within another Jest tests: a URL, a server, or a request handler (such as an Express app).
 */
export type App = string | Server | RequestListener;

export interface OpenApp {
  readonly baseUrl: string;
  /** Ends only what was started here. */
  readonly close: () => Promise<void>;
}

/** Makes an app reachable: a server that does not listen yet does so on a free port of the loopback interface. */
export async function openApp(app: App): Promise<OpenApp> {
  if (typeof app === 'string') return { baseUrl: app, close: () => Promise.resolve() };
  const server = typeof app === 'function' ? createServer(app) : app;
  const scheme = server instanceof TlsServer ? 'https' : 'http';
  if (server.listening)
    return { baseUrl: `${scheme}://${authority(server)}`, close: () => Promise.resolve() };
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return { baseUrl: `${scheme}://${authority(server)}`, close: () => end(server) };
}

/** Rejects anything but a URL or an app, which types alone do not prevent. */
export function verifyApp(app: unknown): void {
  const isServer = typeof app === 'object' && app !== null && 'listen' in app && 'address' in app;
  if (typeof app === 'string' || typeof app === 'function' || isServer) return;
  throw new ConfigurationError([
    'server must be a URL, an http.Server or a function of request and response; pass one of them.',
  ]);
}

function authority(server: Server): string {
  const { address, family, port } = server.address() as AddressInfo;
  if (address === '::') return `localhost:${port}`;
  if (address === '0.0.0.0') return `127.0.0.1:${port}`;
  return family === 'IPv6' ? `[${address}]:${port}` : `${address}:${port}`;
}

function end(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
