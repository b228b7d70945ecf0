import { tokensPath, tooSmallLength, type Wire } from '../http/token-request';
import { type Format, formatOf, formats, mediaTypes } from '../protocol/format';
import type { AuthBody, AuthRequest } from './auth-request';
import { readJsonAuth, readXmlAuth } from './read-auth-body';

/** A request as sent, with secrets in clear. */
export interface SentRequest {
  readonly method: string;
  /** Path and query below the service URL. */
  readonly path: string;
  /** Names in any letter case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly wire?: Wire;
}

/** Reads a request as a server that follows the document and HTTP must. Never throws. */
export function readAuthRequest(sent: SentRequest): AuthRequest {
  const { method, wire } = sent;
  const [path = '', query = ''] = sent.path.split('?', 2);
  const suffix = formats.find((format) => path.endsWith(`.${format}`));
  const header = headersIn(sent.headers);
  const given = header('content-type');
  const contentType = given === undefined ? 'missing' : (formatOf(given) ?? 'other');
  const session = header('x-sessionid');
  return {
    method,
    isTokens: path === (suffix ? `${tokensPath}.${suffix}` : tokensPath),
    ...(suffix ? { suffix } : {}),
    ...(wire ? { wire } : {}),
    ...(given === undefined || charsetIn(given) === undefined ? {} : { withCharset: given }),
    contentType,
    responseFormat: suffix ?? formatAsked(header('accept')),
    applyRcnRoles: applyRcnRolesIn(query),
    ...(session === undefined ? {} : { session }),
    body: bodyOf(sent, contentType, given ?? ''),
  };
}

/** Reads the headers of a request in whatever letter case they were sent. */
export function headersIn(headers: SentRequest['headers']): (name: string) => string | undefined {
  const byName = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return (name) => byName.get(name);
}

/** JSON is the default; a server may choose differently from a list of types, or one with a quality. */
function formatAsked(accept: string | undefined): Format | undefined {
  if (accept === undefined || accept.trim() === '*/*') return 'json';
  return formats.find((format) => mediaTypes[format] === accept.trim().toLowerCase());
}

function applyRcnRolesIn(query: string): AuthRequest['applyRcnRoles'] {
  const values = new URLSearchParams(query).getAll('apply_rcn_roles');
  const [value] = values;
  if (value === undefined) return 'missing';
  return values.length === 1 && (value === 'true' || value === 'false') ? value : 'no Boolean';
}

/** The bytes that are the body by the framing of the message (RFC 9112, 6.3), read by their Content-Type. */
function bodyOf(
  { body, wire }: SentRequest,
  contentType: AuthRequest['contentType'],
  given: string,
): AuthBody {
  if (wire === 'without-length') return { kind: 'unreadable' };
  const bytes = wire === 'length-too-small' ? body.subarray(0, tooSmallLength) : body;
  if (contentType === 'missing' || contentType === 'other') {
    // Without a known media type, a lenient server goes by the first characters.
    const isXml = bytes.toString('latin1', 0, 64).trimStart().startsWith('<');
    const read = isXml ? readXmlAuth(bytes) : readJsonAuth(bytes);
    return contentType === 'other' && read.kind === 'read' ? read : unclear(read);
  }
  const read = contentType === 'json' ? readJsonAuth(bytes) : readXmlAuth(bytes);
  const charset = charsetIn(given);
  return charset !== undefined && charset !== 'utf-8' ? unclear(read) : read;
}

/** The charset that a media type names, in lower case (RFC 9110, 8.3.1 and 8.3.2). */
function charsetIn(mediaType: string): string | undefined {
  const [, quoted, bare] = /;\s*charset\s*=\s*(?:"([^"]*)"|([^\s;"]+))/i.exec(mediaType) ?? [];
  return (quoted ?? bare)?.toLowerCase();
}

function unclear(body: AuthBody): AuthBody {
  const because = 'media type';
  return body.kind === 'unreadable' ? { kind: 'unclear', because } : { ...body, kind: 'unclear', because };
}
