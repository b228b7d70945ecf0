import type { BodyEncoding } from './body-bytes';
import type { Connection } from './connection';
import { curlWires, halvesOf } from './curl-wire';
import { beginsMasked, printing, quoted, quotedBytes } from './shell-quoting';
import type { Wire } from './wire';

/** A request as it may be shown. */
export interface ShownRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** A text, or bytes where it is no text. */
  readonly body: string | Buffer;
  readonly encoding?: BodyEncoding;
  readonly connection?: Connection;
  readonly wire?: Wire;
}

/** Methods with which a client says also of no body how long it is (RFC 9110, 8.6). */
const withLength = ['POST', 'PUT', 'PATCH'];

/** Characters of a body from which some versions of curl ask first whether it is welcome. */
const expectFrom = 1000;

/**
 * A line for bash that repeats a request, byte for byte where each variable holds what its name says; a request without
 * a User-Agent goes out with that of curl. Names of files are words for curl in the directory where the run was started.
 *
 * @param request masked texts; each mask becomes an environment variable
 */
export function curlLine(request: ShownRequest): string {
  const { method, url, headers, body, encoding, connection, wire } = request;
  const { words = [], halves = false } = wire ? curlWires[wire] : {};
  const names = Object.keys(headers).map((name) => name.toLowerCase());
  // What curl would add of its own; its User-Agent says what it is.
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

/** The body on its way into curl, in the bytes that were sent. */
function printed(body: string | Buffer, encoding?: BodyEncoding): string {
  if (encoding !== 'utf-16') return printing(body, encoding);
  return `${printing(Buffer.isBuffer(body) ? body : `\uFEFF${body}`)} | iconv -f UTF-8 -t UTF-16LE`;
}

/** Of TLS and the proxy; the credentials of the proxy are a variable. */
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

/** Of the verification, and of the certificate of the client; the passphrase of its key is a variable. */
function tlsWords({ verify, files = {}, passphrase }: Connection['tls']): string[] {
  const { ca, cert, key } = files;
  return [
    ...(verify ? [] : ['--insecure']),
    ...(verify && ca !== undefined ? [`--cacert ${quoted(ca)}`] : []),
    // What follows a plain colon would be taken for a passphrase.
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
  // A text behind an @ would be taken for the name of a file.
  const literal = typeof body === 'string' ? body.startsWith('@') || beginsMasked(body) : body[0] === 0x40;
  return [`${literal ? '--data-raw' : '--data-binary'} ${word}`];
}
