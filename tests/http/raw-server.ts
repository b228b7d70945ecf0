import { createServer, type Socket } from 'node:net';
import { listen } from './listen';

/** A request as its bytes, in ISO 8859-1, and the part of them that came first. */
export interface RawRequest {
  readonly bytes: string;
  readonly first: string;
}

/**
 * A server of bare sockets that keeps what it receives. It responds once, when nothing has come for a while.
 *
 * @param early called with the first bytes, before anything else comes
 */
export async function rawServer(answer: string, early: (socket: Socket) => void = () => undefined) {
  const received: RawRequest[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const parts: string[] = [];
    let quiet: NodeJS.Timeout | undefined;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => clearTimeout(quiet));
    socket.on('data', (chunk) => {
      parts.push(chunk.toString('latin1'));
      if (parts.length === 1) early(socket);
      clearTimeout(quiet);
      quiet = setTimeout(() => {
        received.push({ bytes: parts.join(''), first: parts[0] ?? '' });
        socket.write(answer);
      }, 200);
    });
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
