import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';

/** A finished response, ready for the wire. A header with several values is sent several times. */
export interface Answer {
  status: number;
  headers: OutgoingHttpHeaders;
  body: string | Uint8Array;
}

/** Writes a response to the connection, with its length unless the headers already give one. */
export function send(answer: Answer, outgoing: ServerResponse): void {
  const body = typeof answer.body === 'string' ? Buffer.from(answer.body) : answer.body;
  outgoing.writeHead(answer.status, { 'Content-Length': body.length, ...answer.headers });
  outgoing.end(body);
}
