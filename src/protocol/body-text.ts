import { isUtf8 } from 'node:buffer';
import { fromWindows1252 } from '../text/printable';

/** Encodings that a byte order mark names (the Encoding Standard, 6). */
const marks: readonly (readonly [readonly number[], string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

/**
 * The bytes of a body as a text, whatever its headers say: by the byte order mark, UTF-16 where every second byte of
 * the start is zero (RFC 4627, 3), UTF-8, and windows-1252 for what is not valid UTF-8.
 *
 * @returns a text for every body; a byte order mark stays in it
 */
export function textOf(body: Buffer): string {
  const marked = marks.find(([mark]) => mark.every((byte, index) => body[index] === byte))?.[1];
  const encoding = marked ?? unmarkedUtf16(body);
  if (encoding !== undefined) return new TextDecoder(encoding, { ignoreBOM: true }).decode(body);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return fromWindows1252(body);
  }
}

/** UTF-16 that begins with two characters of ASCII, as JSON and XML do (RFC 4627, 3; XML 1.0, F.1). */
export function unmarkedUtf16(body: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  if (body.length < 4) return undefined;
  const [first, second, third, fourth] = body;
  if (first !== 0 && second === 0 && third !== 0 && fourth === 0) return 'utf-16le';
  return first === 0 && second !== 0 && third === 0 && fourth !== 0 ? 'utf-16be' : undefined;
}

/** In bytes that are not text, at least one in so many is a control character; in text of any encoding, fewer. */
const oneIn = 32;

/** How compressed bytes begin: gzip (RFC 1952, 2.3.1), Zstandard (RFC 8878, 3.1.1), zlib at each level (RFC 1950, 2.2). */
const compressed = [
  [0x1f, 0x8b],
  [0x28, 0xb5, 0x2f, 0xfd],
  ...[0x01, 0x5e, 0x9c, 0xda].map((level) => [0x78, level]),
];

/** Whether bytes begin with the signature of a compression; what is valid UTF-8 is none. */
export function beginsCompressed(body: Buffer): boolean {
  return compressed.some((mark) => mark.every((byte, index) => body[index] === byte)) && !isUtf8(body);
}

/** Whether a body is not text, such as unrequested compression or a picture. Nothing in it can be masked. */
export function isBinary(body: Buffer): boolean {
  if (beginsCompressed(body)) return true;
  if (marks.some(([mark]) => mark.every((byte, index) => body[index] === byte)) || unmarkedUtf16(body))
    return false;
  if (isUtf8(body)) return false;
  const controls = body.reduce((count, byte) => count + (isControl(byte) ? 1 : 0), 0);
  return controls * oneIn >= body.length;
}

function isControl(byte: number): boolean {
  return byte < 0x20 && byte !== 0x9 && byte !== 0xa && byte !== 0xd;
}

/**
 * Marks the byte 0xFF, which is never valid UTF-8, in a request with stray bytes: a code point that is never assigned
 * (Unicode, 23.7).
 */
export const strayByte = '\u{10FFFF}';

/** The encoding of a request body, if not UTF-8; UTF-16 begins with a byte order mark. */
export type BodyEncoding = 'utf-16' | 'stray bytes';

/** The bytes of a body. */
export function bytesOf(text: string, encoding?: BodyEncoding): Buffer {
  if (encoding === 'utf-16') return Buffer.from(`\uFEFF${text}`, 'utf16le');
  if (encoding === undefined) return Buffer.from(text, 'utf8');
  const [first = '', ...others] = text.split(strayByte);
  return Buffer.concat([
    Buffer.from(first, 'utf8'),
    ...others.flatMap((part) => [Buffer.from([0xff]), Buffer.from(part, 'utf8')]),
  ]);
}

/** How far into a body its kind shows. */
const looked = 2048;

/** Whether a body begins as an HTML page does, white space and comments aside. */
export function isHtmlPage(body: Buffer): boolean {
  const text = textOf(body.subarray(0, looked)).replace(/^\uFEFF/, '');
  let at = 0;
  for (;;) {
    at += spacesAt(text, at);
    if (!text.startsWith('<!--', at)) break;
    const end = text.indexOf('-->', at + 4);
    if (end < 0) return false;
    at = end + 3;
  }
  return /^<(?:!doctype\s{1,64}html|html)\b/i.test(text.slice(at, at + 80));
}

function spacesAt(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charAt(at).trim() === '') at += 1;
  return at - from;
}
