import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { Refusal } from '../login/refusal';

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

/** A login is a few hundred bytes; more than this is refused unread. */
const BODY_LIMIT = 1024 * 1024;

/**
 * Takes the whole body from the connection.
 *
 * @throws Refusal `bodyTooLarge` above 1 MiB. What is beyond the limit is read and dropped, since a client
 * that is still sending would see a broken connection instead of the fault.
 */
export async function readBody(request: TokensRequest): Promise<Uint8Array> {
  const kept: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= BODY_LIMIT) kept.push(chunk);
  }
  if (size > BODY_LIMIT) throw new Refusal('bodyTooLarge');
  return Buffer.concat(kept);
}

const BOOLEANS = new Map([
  ['true', true],
  ['false', false],
]);

/**
 * The query parameter `apply_rcn_roles`, false by default (document lines 81-87). Of several, the last counts.
 *
 * @throws Refusal `queryInvalid` for a value that is no Boolean
 */
export function applyRcnRoles(request: TokensRequest): boolean {
  const value = request.query.getAll('apply_rcn_roles').at(-1) ?? 'false';
  const applied = BOOLEANS.get(value.toLowerCase());
  if (applied === undefined) throw new Refusal('queryInvalid');
  return applied;
}

const FORMATS = new Map<string, Format>([
  ['application/json', 'json'],
  ['application/xml', 'xml'],
]);

/**
 * The format that `Content-Type` names; parameters such as a charset do not matter for the choice.
 *
 * @throws Refusal `bodyUnreadable` when there is neither a body nor a usable type (there is nothing to
 * read), `mediaTypeUnsupported` for a body of a missing or other type, or one under a content coding
 * (RFC 9110, section 15.5.16)
 */
export function requestFormat(request: TokensRequest): Format {
  const format = FORMATS.get(essenceOf(headerOf(request, 'content-type')));
  const coding = headerOf(request, 'content-encoding').trim().toLowerCase();
  if (format && (coding === '' || coding === 'identity')) return format;
  throw new Refusal(request.body.length === 0 ? 'bodyUnreadable' : 'mediaTypeUnsupported');
}

/**
 * The format of the response: the path's suffix decides, then `Accept`, then JSON. A client that accepts
 * neither format still gets JSON: RFC 9110, section 12.5.1, lets a server disregard `Accept`.
 */
export function answerFormat(request: TokensRequest): Format {
  if (request.path.endsWith('.xml')) return 'xml';
  if (request.path.endsWith('.json')) return 'json';
  const ranges = headerOf(request, 'accept').split(',').map(rangeOf);
  const json = preferenceFor('application/json', ranges);
  const xml = preferenceFor('application/xml', ranges);
  const xmlIsPreferred = xml.quality > json.quality || (xml.quality === json.quality && xml.rank > json.rank);
  return xml.quality > 0 && xmlIsPreferred ? 'xml' : 'json';
}

interface MediaRange {
  essence: string;
  quality: number;
}

/** The more closely a range names a type, the higher its rank (RFC 9110, section 12.5.1). */
interface Preference {
  quality: number;
  rank: number;
}

function preferenceFor(type: string, ranges: MediaRange[]): Preference {
  const names = ['*/*', 'application/*', type];
  return ranges
    .filter((range) => names.includes(range.essence))
    .map((range) => ({ quality: range.quality, rank: names.indexOf(range.essence) }))
    .reduce((best, next) => (next.rank > best.rank ? next : best), { quality: 0, rank: -1 });
}

function rangeOf(text: string): MediaRange {
  const weight = text
    .split(';')
    .slice(1)
    .map((parameter) => /^\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*$/i.exec(parameter)?.[1])
    .find((value) => value !== undefined);
  return { essence: essenceOf(text), quality: weight === undefined ? 1 : Number(weight) };
}

function essenceOf(mediaType: string): string {
  return (mediaType.split(';')[0] ?? '').trim().toLowerCase();
}

const PATHS = new Set(['/v2.0/tokens', '/v2.0/tokens.json', '/v2.0/tokens.xml']);

/**
 * Lets only the one operation through, at its path or its two suffixed twins (document line 8).
 *
 * @throws Refusal `pathUnknown`, or `methodNotAllowed` for anything but POST (RFC 9110, section 15.5.6)
 */
export function admit(request: TokensRequest): void {
  if (!PATHS.has(request.path)) throw new Refusal('pathUnknown');
  if (request.method !== 'POST') throw new Refusal('methodNotAllowed');
}
