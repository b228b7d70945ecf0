import http from 'node:http';
import { listen } from './listen';

/** A request as it reached a server. */
export interface Received {
  readonly method: string;
  readonly url: string;
  /** By names in lower case, in no order; without those that every client writes as it likes. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** A server that keeps what it receives, bytes in hex, and responds as configured. */
export async function recordingServer(answer: (count: number) => Answer = () => ({ status: 200 })) {
  const received: Received[] = [];
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { connection: _connection, ...headers } = request.headers as Record<string, string>;
      const { method = '', url = '' } = request;
      received.push({ method, url, headers, body: Buffer.concat(chunks).toString('hex') });
      const { status, headers: fields = {}, body = '' } = answer(received.length);
      response.writeHead(status, fields).end(body);
    });
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
