import type { BodyEncoding } from '../../protocol/body-text';
import { mediaTypes, type Format } from '../../protocol/format';
import { referencesIn } from '../../protocol/reference';
import type { Wire } from './wire';

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

/** The configuration paths that a request needs, each once. */
export function needsOf(request: TokenRequest): string[] {
  const body = typeof request.body === 'string' ? request.body : '';
  return referencesIn([request.path, ...Object.values(request.headers), body].join('\n'));
}

/** A text that is equal only for equal requests. */
export function fingerprintOf(request: TokenRequest): string {
  const body = typeof request.body === 'string' ? request.body : request.body.toString('base64');
  return JSON.stringify([
    request.method,
    request.path,
    Object.entries(request.headers),
    body,
    request.format,
    request.escape ?? '',
    request.wire ?? '',
    request.encoding ?? '',
  ]);
}
