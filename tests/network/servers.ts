import { once } from 'node:events';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import tls from 'node:tls';
import { createProxy } from 'proxy';

/** A server of a test. */
export interface Running {
  readonly port: number;
  close(): Promise<void>;
}

/** Has a server listen on a free port; closing it ends its connections too. */
export async function running(server: net.Server, host = '127.0.0.1'): Promise<Running> {
  const open = new Set<net.Socket>();
  server.on('connection', (socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => open.delete(socket));
  });
  server.listen(0, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

/** Speaks TLS in front of an http server, as a gateway does. */
export function tlsFront(behind: string, options: tls.TlsOptions): Promise<Running> {
  const { hostname, port } = new URL(behind);
  const server = tls.createServer(options, (socket) => {
    const next = net.connect(Number(port), hostname);
    for (const end of [socket, next]) end.on('error', () => [socket, next].forEach((one) => one.destroy()));
    socket.pipe(next).pipe(socket);
  });
  server.on('tlsClientError', () => undefined);
  return running(server);
}

/** A proxy that notes what goes through it, such as `CONNECT localhost:8443`, for whoever has its credentials. */
export function proxyServer(through: string[], credentials?: string): Promise<Running> {
  const server = createProxy(http.createServer());
  const expected = credentials && `Basic ${Buffer.from(credentials).toString('base64')}`;
  if (expected) server.authenticate = (request) => request.headers['proxy-authorization'] === expected;
  const note = ({ method, url }: http.IncomingMessage) => through.push(`${method} ${url}`);
  server.prependListener('connect', note);
  server.prependListener('request', note);
  return running(server);
}
