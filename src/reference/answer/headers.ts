import type { OutgoingHttpHeaders } from 'node:http';
import type { Format } from '../http/tokens-request';

/** What every response says of itself: its media type, and that another `Accept` could have got another. */
export function responseHeaders(format: Format): OutgoingHttpHeaders {
  return { 'Content-Type': `application/${format}`, Vary: 'Accept' };
}
