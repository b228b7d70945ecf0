import { type BodyEncoding, bytesOf, textOf } from '../protocol/body-text';
import { type EscapeName, escapes, piecesOf } from '../protocol/reference';
import { Secret } from '../protocol/secret';
import type { ClientSettings } from './settings';
import { fieldsOn, type Outgoing, type TokenRequest, type Wire } from './token-request';

/** The value for a reference of a request. */
export type ValueOf = (path: string) => string | Secret;

/** A part of a text of a request: with a secret in it, or without. */
interface Piece {
  readonly text: string;
  readonly secret?: Secret;
  readonly escape?: EscapeName;
  /** The suite's own User-Agent, on which no response may depend. */
  readonly introduces?: true;
}

/** A request with its references replaced, and where its secrets are. */
export interface FilledRequest {
  readonly method: string;
  readonly path: readonly Piece[];
  readonly headers: Readonly<Record<string, readonly Piece[]>>;
  readonly body: readonly Piece[] | Buffer;
  /** The encoding of the body, if not UTF-8. */
  readonly encoding?: BodyEncoding;
  readonly wire?: Wire;
}

/** What the suite can decode; the transport would request the same by itself, without showing it. */
const acceptEncoding = 'gzip, deflate';

/** A raw request asks for an uncompressed body. */
const rawAcceptEncoding: [string, Piece[]] = ['Accept-Encoding', [{ text: 'identity' }]];

/** Replaces the references of a request with escaped values, and adds the headers that every request has. */
export function filledRequest(
  request: TokenRequest,
  settings: Pick<ClientSettings, 'userAgent' | 'headers'>,
  valueOf: ValueOf,
): FilledRequest {
  const pieces = (template: string, escape: EscapeName): Piece[] =>
    piecesOf(template).map((piece) => {
      if ('literal' in piece) return { text: piece.literal };
      const value = valueOf(piece.path);
      return value instanceof Secret
        ? { text: escapes[escape](value.reveal()), secret: value, escape }
        : { text: escapes[escape](value) };
    });
  const configured = ([name, value]: [string, string | Secret]): [string, Piece[]] => [
    name,
    [value instanceof Secret ? { text: value.reveal(), secret: value } : { text: value }],
  ];
  const { wire } = request;
  const fields = oneOfEach([
    ['User-Agent', [{ text: settings.userAgent, introduces: true }]],
    ['Accept-Encoding', [{ text: acceptEncoding }]],
    ...Object.entries(settings.headers).map(configured),
    ...(wire ? [rawAcceptEncoding] : []),
    ...Object.entries(request.headers).map(([name, value]): [string, Piece[]] => [
      name,
      pieces(value, 'none'),
    ]),
  ]);
  return {
    method: request.method,
    path: pieces(request.path, 'url'),
    headers: wire ? fieldsOn(wire, fields, (text) => [{ text }]) : fields,
    ...(wire ? { wire } : {}),
    ...(request.encoding ? { encoding: request.encoding } : {}),
    body: Buffer.isBuffer(request.body)
      ? request.body
      : pieces(request.body, request.escape ?? request.format),
  };
}

/** The request as it goes out, every secret in clear. */
export function outgoingOf(filled: FilledRequest): Outgoing {
  return {
    method: filled.method,
    path: clear(filled.path),
    headers: Object.fromEntries(Object.entries(filled.headers).map(([name, value]) => [name, clear(value)])),
    body: Buffer.isBuffer(filled.body) ? filled.body : bytesOf(clear(filled.body), filled.encoding),
    ...(filled.wire ? { wire: filled.wire } : {}),
  };
}

/** The body as a text, every secret in clear. */
export function bodyTextOf({ body }: FilledRequest): string {
  return Buffer.isBuffer(body) ? textOf(body) : clear(body);
}

/** The header fields needed to reproduce the request: all but the User-Agent, unless that was configured. */
export function fieldsToRepeat({ headers }: FilledRequest): FilledRequest['headers'] {
  const fields = Object.entries(headers).filter(([, value]) => !value.some(({ introduces }) => introduces));
  return Object.fromEntries(fields);
}

/** The secrets that a request carries. */
export function secretsIn({ path, headers, body }: FilledRequest): Secret[] {
  return [path, ...Object.values(headers), Buffer.isBuffer(body) ? [] : body]
    .flat()
    .flatMap(({ secret }) => secret ?? []);
}

/** Everything in a request that is not secret. */
export function openText({ path, headers, body }: FilledRequest): string {
  const pieces = [path, ...Object.values(headers), Buffer.isBuffer(body) ? [] : body].flat();
  return pieces.map(({ text, secret }) => (secret ? ' ' : text)).join('');
}

/**
 * A text of a request whose masks say how each secret is escaped, if that makes a difference: `[masked
 * accounts.user.password JSON]`.
 */
export function explained(pieces: readonly Piece[], mask: (text: string) => string): string {
  let text = '';
  let literal = '';
  for (const piece of pieces) {
    if (!piece.secret) {
      literal += piece.text;
      continue;
    }
    text += mask(literal) + maskOf(piece.secret, piece);
    literal = '';
  }
  return text + mask(literal);
}

const escapeLabels: Readonly<Record<EscapeName, string>> = {
  json: 'JSON',
  xml: 'XML',
  jsonEscapes: 'JSON escapes',
  xmlReferences: 'XML references',
  url: 'URL',
  none: '',
};

function maskOf(secret: Secret, { text, escape = 'none' }: Piece): string {
  return text === secret.reveal() ? secret.mask : `[masked ${secret.label} ${escapeLabels[escape]}]`;
}

function clear(pieces: readonly Piece[]): string {
  return pieces.map(({ text }) => text).join('');
}

/** One value per name, ignoring case: the later one, with its own spelling. */
function oneOfEach(fields: readonly (readonly [string, Piece[]])[]): Record<string, Piece[]> {
  const byName = new Map<string, readonly [string, Piece[]]>();
  for (const field of fields) byName.set(field[0].toLowerCase(), field);
  return Object.fromEntries(byName.values());
}
