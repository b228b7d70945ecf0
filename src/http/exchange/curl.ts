import type { BodyEncoding } from '../../protocol/body-text';
import { Secret } from '../../protocol/secret';
import { explained, fieldsToRepeat, filledRequest } from '../filled-request';
import type { TokenRequest, Wire } from '../token-request';
import type { Connection } from '../settings';
import { beginsMasked, printing, quoted, quotedBytes } from './shell-quoting';

/** A request as it may be shown. */
interface ShownRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** A text, or bytes where it is no text. */
  readonly body: string | Buffer;
  readonly encoding?: BodyEncoding;
  readonly connection?: Connection;
  readonly wire?: Wire;
}

/** Methods for which a client sends Content-Length even without a body (RFC 9110, 8.6). */
const withLength = ['POST', 'PUT', 'PATCH'];

/** From this body length on, some versions of curl send `Expect: 100-continue`. */
const expectFrom = 1000;

/**
 * A line for bash that repeats a request, byte for byte if each variable holds what its name says; a request without a
 * User-Agent gets that of curl. File names are relative to the directory where the run was started.
 *
 * @param request masked texts; each mask becomes an environment variable
 */
export function curlLine(request: ShownRequest): string {
  const { method, url, headers, body, encoding, connection, wire } = request;
  const { words = [], halves = false } = wire ? curlWires[wire] : {};
  const names = Object.keys(headers).map((name) => name.toLowerCase());
  // What curl would add by itself; its User-Agent may stay.
  const absent = ['Content-Type', 'Accept'].filter((name) => !names.includes(name.toLowerCase()));
  const coding = Object.entries(headers).find(([name]) => name.toLowerCase() === 'accept-encoding')?.[1];
  const asksFirst = halves || body.length > expectFrom;
  const expects = names.includes('expect');
  const piped = body.includes('\0') || encoding !== undefined;
  return [
    ...(halves ? [halvesOf(body)] : piped ? [`${printed(body, encoding)} |`] : []),
    // With -X HEAD curl would wait for a body.
    ...(method === 'HEAD' && body.length === 0 ? ['curl -I'] : [`curl -i -X ${method}`]),
    quoted(url),
    ...Object.entries(headers).map(([name, value]) => `-H ${headerWord(name, value)}`),
    ...absent.map((name) => `-H '${name}:'`),
    ...(asksFirst && !expects ? [`-H 'Expect:'`] : []),
    ...(coding === undefined ? [] : ['--compressed']),
    ...(/[[\]{}]/.test(url.replace(/\[masked [^\][]+\]/g, '')) ? ['--globoff'] : []),
    ...(url.startsWith('https:') && wire !== 'http-1.0' ? ['--http1.1'] : []),
    ...(connection ? connectionWords(connection, url) : []),
    ...words,
    ...(halves ? ['-T -'] : piped ? ['--data-binary @-'] : bodyWords(method, body)),
  ].join(' ');
}

/** A command that prints the body in the bytes that were sent. */
function printed(body: string | Buffer, encoding?: BodyEncoding): string {
  if (encoding !== 'utf-16') return printing(body, encoding);
  return `${printing(Buffer.isBuffer(body) ? body : `\uFEFF${body}`)} | iconv -f UTF-8 -t UTF-16LE`;
}

/** Options for TLS and the proxy; the credentials of the proxy are a variable. */
function connectionWords({ tls, proxy }: Connection, url: string): string[] {
  return [
    ...(url.startsWith('https:') ? tlsWords(tls) : []),
    ...(proxy ? [`--proxy ${quoted(proxy.url)}`] : []),
    ...(proxy?.credentials ? [`--proxy-user ${quoted(proxy.credentials.mask)}`] : []),
    ...(proxy?.url.startsWith('https:') && tls.files?.ca !== undefined
      ? [`--proxy-cacert ${quoted(tls.files.ca)}`]
      : []),
  ];
}

/** Options for verification and the client certificate; the passphrase of its key is a variable. */
function tlsWords({ verify, files = {}, passphrase }: Connection['tls']): string[] {
  const { ca, cert, key } = files;
  return [
    ...(verify ? [] : ['--insecure']),
    ...(verify && ca !== undefined ? [`--cacert ${quoted(ca)}`] : []),
    // curl takes what follows a plain colon for a passphrase.
    ...(cert === undefined ? [] : [`--cert ${quoted(cert.replace(/[\\:]/g, '\\$&'))}`]),
    ...(key === undefined ? [] : [`--key ${quoted(key)}`]),
    ...(passphrase ? [`--pass ${quoted(passphrase.mask)}`] : []),
  ];
}

function headerWord(name: string, value: string): string {
  return quoted(value === '' ? `${name};` : `${name}: ${value}`, 'latin1');
}

function bodyWords(method: string, body: string | Buffer): string[] {
  if (body.length === 0) return withLength.includes(method) ? [`--data-binary ''`] : [];
  const word = typeof body === 'string' ? quoted(body) : quotedBytes(body);
  // curl takes a text after an @ for a file name.
  const literal = typeof body === 'string' ? body.startsWith('@') || beginsMasked(body) : body[0] === 0x40;
  return [`${literal ? '--data-raw' : '--data-binary'} ${word}`];
}

/** What makes curl send an unusual HTTP message; it spells Host and Content-Length in its own way. */
interface CurlWire {
  /** Words in addition to those of the header fields. */
  readonly words?: readonly string[];
  /** The body goes in through a pipe, in two halves. */
  readonly halves?: boolean;
}

const curlWires: Readonly<Record<Wire, CurlWire>> = {
  'http-1.0': { words: ['--http1.0'] },
  'lower-case-names': {},
  chunked: { halves: true },
  'two-segments': {
    words: ['-H "Content-Length: $(printf %s "$BODY" | wc -c)"', `-H 'Transfer-Encoding:'`],
    halves: true,
  },
  'expect-continue': { words: ['--expect100-timeout 5'] },
  'without-length': { words: [`-H 'Content-Length:'`] },
  'length-too-small': {},
};

/** Prints a body in two halves with a pause between them, for a curl that reads its input with `-T -`. */
function halvesOf(body: string | Buffer): string {
  const word = typeof body === 'string' ? quoted(body) : quotedBytes(body);
  const half = '${#BODY}/2';
  return `BODY=${word}; { printf %s "\${BODY:0:${half}}"; sleep 0.2; printf %s "\${BODY:${half}}"; } |`;
}

const baseUrl = '[masked IDENTITY_BASE_URL]';

/**
 * A line for bash that sends a request template: `$IDENTITY_BASE_URL` holds the service URL, and other variables the
 * values that the request refers to, such as `$USER_PASSWORD` for `accounts.user.password`.
 */
export function templateCurl(request: TokenRequest): string {
  const filled = filledRequest(request, { userAgent: '', headers: {} }, (path) => new Secret('value', path));
  const shown = (pieces: Parameters<typeof explained>[0]) => explained(pieces, (text) => text);
  return curlLine({
    method: filled.method,
    url: `${baseUrl}${shown(filled.path)}`,
    headers: Object.fromEntries(
      Object.entries(fieldsToRepeat(filled)).map(([name, pieces]) => [name, shown(pieces)]),
    ),
    body: Buffer.isBuffer(filled.body) ? filled.body : shown(filled.body),
    ...(filled.wire ? { wire: filled.wire } : {}),
    ...(filled.encoding ? { encoding: filled.encoding } : {}),
  });
}
