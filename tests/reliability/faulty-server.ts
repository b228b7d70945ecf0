import { once } from 'node:events';
import http from 'node:http';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { startEmbeddedServer } from '../../src/server';

/** A request that reached a server, byte for byte, and the socket to answer it by any bytes. */
export interface Asked {
  readonly socket: Socket;
  /** How many requests came before it, over all connections. */
  readonly index: number;
  /** How many came before it over its connection. */
  readonly indexOnConnection: number;
  readonly head: string;
  readonly body: Buffer;
  /** The milliseconds of `performance.now()` when it was complete. */
  readonly at: number;
  /** What the embedded server answers to it: status line and headers with Content-Length, and body. */
  readonly rightResponse: () => Promise<Buffer>;
}

export interface FaultyServer {
  readonly url: string;
  readonly asked: readonly Asked[];
  readonly close: () => Promise<void>;
}

/**
 * A server below HTTP: what is written is what `answer` writes.
 *
 * @param greet is called for each connection before anything was asked
 */
export async function faultyServer(
  answer: (asked: Asked) => void | Promise<void>,
  greet: (socket: Socket) => void = () => undefined,
): Promise<FaultyServer> {
  const reference = await startEmbeddedServer();
  const asked: Asked[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
    greet(socket);
    let pending = Buffer.alloc(0);
    let indexOnConnection = 0;
    socket.on('data', (bytes: Buffer) => {
      pending = Buffer.concat([pending, bytes]);
      for (let request = firstOf(pending); request; request = firstOf(pending)) {
        pending = pending.subarray(request.length);
        const { head, body } = request;
        const one: Asked = {
          ...{ socket, index: asked.length, indexOnConnection, head, body, at: performance.now() },
          rightResponse: () => forwarded(reference.url, head, body),
        };
        indexOnConnection += 1;
        asked.push(one);
        void Promise.resolve(answer(one)).catch(() => socket.destroy());
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await reference.close();
    },
  };
}

/** Responds as the embedded server does. */
export async function respondRightly({ socket, rightResponse }: Asked): Promise<void> {
  socket.write(await rightResponse());
}

/** An answer in bytes; Content-Length and Content-Type are added where they are not given. */
export function responseOf(
  status: number,
  body: Buffer | string = '',
  headers: Readonly<Record<string, string>> = {},
): Buffer {
  const fields = {
    'Content-Type': 'application/json',
    'Content-Length': String(Buffer.byteLength(body)),
    ...headers,
  };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
  return Buffer.concat([
    Buffer.from(`HTTP/1.1 ${status} Whatever\r\n${lines.join('\r\n')}\r\n\r\n`, 'latin1'),
    Buffer.from(body),
  ]);
}

function firstOf(bytes: Buffer): { head: string; body: Buffer; length: number } | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = bytes.subarray(0, end).toString('latin1');
  const length = Number(/^content-length:\s*(\d+)/im.exec(head)?.[1] ?? 0);
  const from = end + 4;
  if (bytes.length < from + length) return undefined;
  return { head, body: bytes.subarray(from, from + length), length: from + length };
}

function forwarded(url: string, head: string, body: Buffer): Promise<Buffer> {
  const [first = '', ...lines] = head.split('\r\n');
  const [method, path] = first.split(' ');
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  );
  return new Promise((resolve, reject) => {
    const request = http.request(`${url}${path}`, { method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject);
      response.on('end', () => {
        const fields: Record<string, string> = {};
        const { rawHeaders } = response;
        for (let index = 0; index < rawHeaders.length; index += 2)
          if (!/^(connection|keep-alive|transfer-encoding)$/i.test(rawHeaders[index] ?? ''))
            fields[rawHeaders[index] ?? ''] = rawHeaders[index + 1] ?? '';
        resolve(responseOf(response.statusCode ?? 0, Buffer.concat(chunks), fields));
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}
