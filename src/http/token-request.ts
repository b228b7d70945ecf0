import type { BodyEncoding } from '../protocol/body-text';
import { type Format, mediaTypes } from '../protocol/format';
import { referencesIn } from '../protocol/reference';

/** Unusual ways to send a request; all others are sent with supertest. */
export const wires = [
  'http-1.0',
  'lower-case-names',
  'chunked',
  'two-segments',
  'expect-continue',
  'without-length',
  'length-too-small',
] as const;

export type Wire = (typeof wires)[number];

/** The Content-Length of a longer body: a fixed one, since it would otherwise reveal the length of a password. */
export const tooSmallLength = 32;

/** Each in a few words, as shown after the first line of a request. */
export const wireLabel: Readonly<Record<Wire, string>> = {
  'http-1.0': 'HTTP/1.0',
  'lower-case-names': 'header names in lower case',
  chunked: 'the body in two chunks',
  'two-segments': 'the body in two segments',
  'expect-continue': 'the body held back until the server sends 100',
  'without-length': 'neither Content-Length nor Transfer-Encoding',
  'length-too-small': 'a Content-Length smaller than the body',
};

const ownFields: Readonly<Record<Wire, Readonly<Record<string, string>>>> = {
  'http-1.0': {},
  'lower-case-names': {},
  chunked: { 'Transfer-Encoding': 'chunked' },
  'two-segments': {},
  'expect-continue': { Expect: '100-continue' },
  'without-length': {},
  'length-too-small': { 'Content-Length': String(tooSmallLength) },
};

/**
 * The header fields of a request on a wire: with those that the wire needs, and `Connection: close`, since a connection
 * must not be reused after a length that may have been misread.
 *
 * @param written makes the value of a field
 */
export function fieldsOn<Value>(
  wire: Wire,
  fields: Readonly<Record<string, Value>>,
  written: (value: string) => Value,
): Record<string, Value> {
  const added = Object.entries({ ...ownFields[wire], Connection: 'close' });
  const all = [
    ...Object.entries(fields),
    ...added.map(([name, value]): [string, Value] => [name, written(value)]),
  ];
  return Object.fromEntries(
    all.map(([name, value]) => [wire === 'lower-case-names' ? name.toLowerCase() : name, value]),
  );
}

/** Where a body is split that is sent in two parts. */
export function partedAt(length: number): number {
  return Math.floor(length / 2);
}

/** Headers by their names in lower case, repeated ones joined (RFC 9110, 5.3); `__proto__` is a name like any other. */
export function headersOf(list: readonly (readonly [string, string])[]): Record<string, string> {
  const values = new Map<string, string[]>();
  for (const [name, value] of list) {
    const before = values.get(name.toLowerCase());
    if (before) before.push(value);
    else values.set(name.toLowerCase(), [value]);
  }
  return Object.fromEntries([...values].map(([name, each]) => [name, each.join(', ')]));
}

/** A request as it goes out. */
export interface Outgoing {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** How it goes over the wire, if supertest cannot send it. */
  readonly wire?: Wire;
}

/** The path of the operation below the service URL (document lines 8, 13-15). */
export const tokensPath = '/v2.0/tokens';

/** A request before it is sent; its texts are templates with references to the configuration. */
export interface TokenRequest {
  readonly method: string;
  /** Path and query below the service URL. */
  readonly path: string;
  /** In the order of sending. */
  readonly headers: Readonly<Record<string, string>>;
  /** A text, or bytes where it is no text. */
  readonly body: string | Buffer;
  /** The format of the body; values in it are escaped for it unless `escape` says otherwise. */
  readonly format: Format;
  readonly escape?: 'jsonEscapes' | 'xmlReferences';
  /** The configured user name for which the request is a failed login attempt, as a reference. */
  readonly wrongSecretFor?: string;
  /** The encoding of the body, if not UTF-8. */
  readonly encoding?: BodyEncoding;
  /** How it goes over the wire, if not in the usual way. */
  readonly wire?: Wire;
}

export interface TokenRequestParts {
  readonly format: Format;
  readonly body: string | Buffer;
  /** The Accept header; by default the format of the request, null for none. */
  readonly accept?: string | null;
  /** The Content-Type header; by default that of the format, null for none. */
  readonly contentType?: string | null;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly wrongSecretFor?: string;
  readonly encoding?: BodyEncoding;
  readonly wire?: Wire;
}

/** Builds a token request; everything but format and body has a default. */
export function tokenRequest(parts: TokenRequestParts): TokenRequest {
  const { format, body, accept = mediaTypes[format], contentType = mediaTypes[format] } = parts;
  return {
    method: parts.method ?? 'POST',
    path: parts.path ?? tokensPath,
    headers: {
      ...(contentType === null ? {} : { 'Content-Type': contentType }),
      ...(accept === null ? {} : { Accept: accept }),
      ...parts.headers,
    },
    body,
    format,
    ...(parts.wrongSecretFor ? { wrongSecretFor: parts.wrongSecretFor } : {}),
    ...(parts.encoding ? { encoding: parts.encoding } : {}),
    ...(parts.wire ? { wire: parts.wire } : {}),
  };
}

/** What was worked out for a request, which many checks share. */
const known = { needs: new WeakMap<TokenRequest, string[]>(), prints: new WeakMap<TokenRequest, string>() };

/** The configuration paths that a request needs, each once. */
export function needsOf(request: TokenRequest): readonly string[] {
  const before = known.needs.get(request);
  if (before !== undefined) return before;
  const body = typeof request.body === 'string' ? request.body : '';
  const needs = referencesIn([request.path, ...Object.values(request.headers), body].join('\n'));
  known.needs.set(request, needs);
  return needs;
}

/** A text that is equal only for equal requests. */
export function fingerprintOf(request: TokenRequest): string {
  const before = known.prints.get(request);
  if (before !== undefined) return before;
  const body = typeof request.body === 'string' ? request.body : request.body.toString('base64');
  const fingerprint = JSON.stringify([
    request.method,
    request.path,
    Object.entries(request.headers),
    body,
    request.format,
    request.escape ?? '',
    request.wire ?? '',
    request.encoding ?? '',
  ]);
  known.prints.set(request, fingerprint);
  return fingerprint;
}
