import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';

/** The two formats of the operation, `application/json` and `application/xml`. */
export type Format = 'json' | 'xml';

/** One HTTP request as the steps of the operation see it. */
export interface TokensRequest {
  method: string;
  /** The path below the server's prefix, as sent: `/v2.0/tokens`, or anything else that was asked for. */
  path: string;
  query: URLSearchParams;
  /** The message of Node, for its headers and for a body not yet read. */
  incoming: IncomingMessage;
  /** Empty until the operation has read it. */
  body: Uint8Array;
  /** Where this server is reached, prefix included, without a trailing slash. */
  baseUrl: string;
}

/**
 * @returns the value of a header, or '' when it was not sent; repeated headers are joined by commas
 * (RFC 9110, section 5.3).
 */
export function headerOf(request: TokensRequest, name: string): string {
  return [request.incoming.headers[name.toLowerCase()] ?? ''].flat().join(', ');
}

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

/** What every response says of itself: its media type, and that another `Accept` could have got another. */
export function responseHeaders(format: Format): OutgoingHttpHeaders {
  return { 'Content-Type': `application/${format}`, Vary: 'Accept' };
}
