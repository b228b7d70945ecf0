import { isUtf8 } from 'node:buffer';
import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { unmarkedUtf16 } from '../../protocol/body-text';
import type { Format } from '../../protocol/format';
import { fromWindows1252 } from '../../text/printable';
import { headersOf } from '../token-request';
import { transportFailure, type TransportLimits } from '../transport-failure';
import type { RawResponse } from './kept-bytes';

/** A decoded body, one clause on why it cannot be decoded, or that it is too long. */
type Decoded = { readonly body: Buffer } | { readonly unreadable: string } | 'too long';

type Undo = (body: Buffer, limits: { readonly maxOutputLength: number }) => Buffer;

/** What requests ask for, and the old name of gzip (RFC 9110, 8.4.1.3). */
const codings: Readonly<Record<string, Undo>> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  // Some servers leave out the frame of zlib (RFC 9110, 8.4.1.2), and every common client reads that.
  deflate: (body, limits) => (isFramed(body) ? inflateSync : inflateRawSync)(body, limits),
};

/** Whether compressed bytes begin with the frame of zlib (RFC 1950, 2.2). */
function isFramed(bytes: Buffer): boolean {
  const [method = 0, flags = 0] = bytes;
  return method % 16 === 8 && (method * 256 + flags) % 31 === 0;
}

/** The names in a Content-Encoding header, the last one applied first. */
export function codingsIn(contentEncoding = ''): readonly string[] {
  return contentEncoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity')
    .reverse();
}

/** Characters shown of a name that a server may have made up. */
const longestName = 40;

/**
 * Undoes the codings of a body, the last one first (RFC 9110, 8.4).
 *
 * @param contentEncoding the value of the header; without one the body is as it came
 * @param most bytes of a decoded body
 */
function decoded(body: Buffer, contentEncoding: string | undefined, most: number): Decoded {
  // An empty body is not compressed, whatever the header says.
  if (contentEncoding === undefined || body.length === 0) return { body };
  let bytes = body;
  for (const name of codingsIn(contentEncoding)) {
    const undo = Object.hasOwn(codings, name) ? codings[name] : undefined;
    if (!undo)
      return {
        unreadable: `its Content-Encoding is ${name.slice(0, longestName)}, which was not requested`,
      };
    try {
      bytes = undo(bytes, { maxOutputLength: most });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return 'too long';
      return { unreadable: `its Content-Encoding is ${name}, but it is not compressed that way` };
    }
  }
  return { body: bytes };
}

/** A response with its body decompressed, or with why it cannot be; a failure if it is too long. */
export function withoutCodings(answer: RawResponse, to: TransportLimits): RawResponse | string {
  const body = decoded(answer.body, headersOf(answer.rawHeaders)['content-encoding'], to.maxBodyBytes);
  return body === 'too long' ? transportFailure({ code: 'ETOOLARGE' }, to) : { ...answer, ...body };
}

/** The characters of a body, and what is wrong with its encoding. */
export interface DecodedBody {
  /** The body in UTF-8 without a byte order mark, or one clause on why it cannot be read. */
  readonly read: { readonly bytes: Buffer } | { readonly problem: string };
  /** Why a strict client cannot read it, though it is read here: a clause. */
  readonly breach?: string;
  /** What a client may ignore: a clause. */
  readonly slip?: string;
}

/** Byte order marks and their encodings (the Encoding Standard, 6). */
const marks = [
  { mark: [0xef, 0xbb, 0xbf], label: 'utf-8' },
  { mark: [0xff, 0xfe], label: 'utf-16le' },
  { mark: [0xfe, 0xff], label: 'utf-16be' },
] as const;

const xmlDeclaration = /^<\?xml\s[^>]*?\?>/;
const declaredEncoding = /(\sencoding\s*=\s*)(["'])([^"']*)\2/;

/**
 * Decodes a body: by its byte order mark, by its bytes if they are UTF-8, else by the charset of its Content-Type or by
 * its XML declaration (RFC 7303, 3). JSON is UTF-8 whatever is declared, and begins with no mark (RFC 8259, 8.1).
 *
 * @param contentType the value of the header
 */
export function decodedBody(
  body: Buffer,
  format: Format | undefined,
  contentType: string | undefined,
): DecodedBody {
  if (/^(?:0000feff|fffe0000)/.test(body.toString('hex', 0, 4)))
    return { read: { problem: 'it is written in UTF-32' } };
  const marked = marks.find(({ mark }) => mark.every((byte, index) => body[index] === byte));
  const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(contentType ?? '')?.[1];
  const wide = marked ? (marked.label === 'utf-8' ? undefined : marked.label) : unmarkedUtf16(body);
  if (wide !== undefined) return inWide(body, format, wide, marked !== undefined || isOtherWidth(charset));
  const content = marked ? body.subarray(marked.mark.length) : body;
  const inside = format === 'xml' ? inDeclaration(content) : undefined;
  const declared = charset ?? inside;
  if (!isUtf8(content)) return byDeclaration(content, format, declared, charset !== undefined);
  const where = charset === undefined ? 'XML declaration' : 'Content-Type';
  const isOther = declared !== undefined && !isUtf8Label(declared) && !isAscii(content);
  const slip =
    isOther || isOtherWidth(charset)
      ? `its ${where} says ${declared}, but its bytes are UTF-8`
      : marked && format === 'json'
        ? 'it begins with a byte order mark, which JSON must not have (RFC 8259, 8.1)'
        : undefined;
  // A parser would take the declaration at its word.
  const isRead = inside === undefined || isUtf8Label(inside) || isOtherWidth(inside) || !isKnown(inside);
  const bytes = isRead ? content : withoutDeclared(content.toString('utf8'));
  return { read: { bytes }, ...(slip === undefined ? {} : { slip }) };
}

function inWide(body: Buffer, format: Format | undefined, label: string, isTold: boolean): DecodedBody {
  const text = decodedAs(label, body);
  if (text === undefined) return { read: { problem: 'it is not valid UTF-16' } };
  const read = { bytes: format === 'xml' ? withoutDeclared(text) : Buffer.from(text) };
  if (format === 'json')
    return { read, breach: 'it is written in UTF-16, and JSON must be UTF-8 (RFC 8259, 8.1)' };
  return format === 'xml' && !isTold
    ? { read, breach: 'it is written in UTF-16 without a byte order mark (XML 1.0, 4.3.3)' }
    : { read };
}

function byDeclaration(
  body: Buffer,
  format: Format | undefined,
  declared: string | undefined,
  isHeader: boolean,
): DecodedBody {
  if (declared === undefined || isUtf8Label(declared)) return { read: { problem: 'it is not valid UTF-8' } };
  const text = decodedAs(declared, body);
  const where = isHeader ? 'Content-Type' : 'XML declaration';
  if (text === undefined)
    return { read: { problem: `it is neither valid ${declared}, as its ${where} says, nor valid UTF-8` } };
  const bytes = format === 'xml' ? withoutDeclared(text) : Buffer.from(text);
  if (format !== 'json') return { read: { bytes } };
  return {
    read: { bytes },
    breach: `it is written in ${declared}, and JSON must be UTF-8 (RFC 8259, 8.1)`,
  };
}

function decodedAs(label: string, body: Buffer): string | undefined {
  // In the Encoding Standard these names mean windows-1252.
  if (/^(?:iso-?8859-1|latin-?1)$/i.test(label)) return body.toString('latin1');
  if (/^(?:x-)?(?:windows-?|cp-?)1252$/i.test(label)) return fromWindows1252(body);
  try {
    return new TextDecoder(label, { fatal: true }).decode(body);
  } catch {
    return undefined;
  }
}

function isKnown(label: string): boolean {
  return decodedAs(label, Buffer.alloc(0)) !== undefined;
}

function inDeclaration(body: Buffer): string | undefined {
  const head = xmlDeclaration.exec(body.toString('latin1', 0, 200))?.[0];
  return head && declaredEncoding.exec(head)?.[3];
}

/** Once the text is decoded, the declared encoding no longer holds. */
function withoutDeclared(text: string): Buffer {
  const head = xmlDeclaration.exec(text)?.[0] ?? '';
  return Buffer.from(head.replace(declaredEncoding, '$1$2UTF-8$2') + text.slice(head.length));
}

function isUtf8Label(label: string): boolean {
  return /^(?:utf-?8|us-ascii|ascii)$/i.test(label);
}

/** Such an encoding has other bytes than UTF-8 even for ASCII. */
function isOtherWidth(charset: string | undefined): boolean {
  return charset !== undefined && /^(?:utf|ucs)-?(?:16|32|2|4)/i.test(charset);
}

function isAscii(bytes: Buffer): boolean {
  return bytes.every((byte) => byte < 0x80);
}
