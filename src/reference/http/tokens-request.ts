import type { IncomingMessage } from 'node:http';

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
