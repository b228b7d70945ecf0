import { isUtf8 } from 'node:buffer';
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { codingsIn } from '../http/exchange/decoded-body';
import { beginsCompressed, isBinary, textOf } from '../protocol/body-text';
import { asWindows1252, windows1252 } from '../text/printable';

/** The bytes of a recorded body, or one clause on why they are not known. */
export type RecordedBody = { readonly bytes: Buffer } | { readonly problem: string };

/** What an archive says about a body. */
export interface BodyParts {
  readonly text: string | undefined;
  /** `encoding` as recorded, in any letter case. */
  readonly encoding: string | undefined;
  /** The Content-Encoding header next to it. */
  readonly contentEncoding: string | undefined;
  /** The size of the decoded body that the archive names, in bytes. */
  readonly size: number | undefined;
  /** Whether another part of the message says that there is a body. */
  readonly isAnnounced: boolean;
}

const notRecorded = 'was not recorded';
const stillCompressed = 'is compressed and cannot be decompressed';

/** The beginning of gzip, Zstandard and zlib that was read as UTF-8, which loses every byte that is none. */
const damaged = /^(?:\x1f\ufffd|\(\ufffd\/\ufffd|x\ufffd)/;

/** The most bytes of a decoded body: a compressed one in an untrusted archive may grow to any length. */
const longest = 64 * 1024 * 1024;

/** The base64 alphabets (RFC 4648, 4 and 5), in lines or in one. */
const base64 = /^[A-Za-z0-9+/_-]+={0,2}$/;

/**
 * The bytes of a body before an archive encoded it: base64 (in any letter case), bytes kept as characters, and
 * compression are undone. A body that the message announces and the archive does not hold is not taken for an empty one.
 */
export function recordedBody(parts: BodyParts): RecordedBody {
  const { text = '', isAnnounced, size } = parts;
  if (text === '') return isAnnounced ? { problem: notRecorded } : { bytes: Buffer.alloc(0) };
  if (looksRedacted(text) && !isDocument(text)) return { problem: 'was removed' };
  if (damaged.test(text)) return { problem: stillCompressed };
  const codings = codingsIn(parts.contentEncoding);
  const decoded = decodedText(text, parts.encoding, codings);
  if (!decoded) return { problem: 'is written in an encoding other than base64' };
  const bytes = decompressed(decoded, codings);
  if (!bytes) return { problem: stillCompressed };
  return size !== undefined && size > bytes.length && breaksOff(bytes)
    ? { problem: 'was recorded only in part' }
    : { bytes };
}

/** Whether a text says something of its own, though `[null]` and `<page>` look like placeholders. */
function isDocument(text: string): boolean {
  if (/["<]/.test(text)) return true;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Some write plain text under `encoding: base64`: it is taken literally if it is not base64. */
function decodedText(text: string, encoding = '', codings: readonly string[]): Buffer | undefined {
  const name = encoding.trim().toLowerCase();
  if (name === 'base64') return packed(text) ?? plain(text, codings);
  const isPlain = ['', 'utf-8', 'utf8', 'text', 'plain', 'identity', 'none'].includes(name);
  if (!isPlain && !/^\s*[{<[]/.test(text)) return undefined;
  return unsaidBase64(text, codings) ?? plain(text, codings);
}

function packed(text: string): Buffer | undefined {
  const digits = text.replace(/\s+/g, '');
  return base64.test(digits) && digits.length % 4 !== 1 ? Buffer.from(digits, 'base64') : undefined;
}

/** Some words could be base64, longer texts of one run hardly. */
const longestWord = 40;

/** Some do not say that compressed bytes are in base64. */
function unsaidBase64(text: string, codings: readonly string[]): Buffer | undefined {
  const bytes = packed(text);
  if (!bytes) return undefined;
  const isSure = beginsCompressed(bytes) || (text.length > longestWord && isCompressed(bytes, codings));
  return isSure ? bytes : undefined;
}

/** A text, or the bytes that a program kept as one character each because it did not take them for compressed. */
function plain(text: string, codings: readonly string[]): Buffer {
  const bytes = bytesKept(text);
  const isKept = bytes && (isCompressed(bytes, codings) || (isBinary(bytes) && !/^\s*[{<[]/.test(text)));
  return isKept ? bytes : Buffer.from(text, 'utf8');
}

const notOneByte = new RegExp(`[^\\x00-\\xff${windows1252}]`);

/** The bytes of a text that was read as ISO 8859-1 or windows-1252; undefined if it has other characters. */
function bytesKept(text: string): Buffer | undefined {
  return notOneByte.test(text) ? undefined : asWindows1252(text);
}

/**
 * Whether bytes are compressed: by their signature or, if they have none, because a header says so and they are no text,
 * or are decompressed without an error.
 */
function isCompressed(bytes: Buffer, codings: readonly string[]): boolean {
  if (beginsCompressed(bytes)) return true;
  const [last] = codings;
  if (last === undefined) return false;
  return !isReadable(bytes) || (!isUtf8(bytes) && withoutCoding(bytes, last) !== undefined);
}

/** Whether bytes are a text, or begin as one. */
function isReadable(bytes: Buffer): boolean {
  if (isBinary(bytes)) return false;
  if (/^\uFEFF?\s*[{<["]/.test(textOf(bytes.subarray(0, 256)))) return true;
  return !/[\x00-\x08\x0b\x0c\x0e-\x1f]/.test(bytes.toString('latin1'));
}

/**
 * Most archives hold bodies decompressed, some only in part: each coding that a header names is undone if the bytes are
 * still compressed. Without a name, the signature tells the coding.
 */
function decompressed(body: Buffer, codings: readonly string[]): Buffer | undefined {
  let bytes = body;
  for (const [index, name] of (codings.length > 0 ? codings : ['']).entries()) {
    if (!isCompressed(bytes, codings.slice(index))) return bytes;
    const undone = withoutCoding(bytes, name);
    if (!undone) return undefined;
    bytes = undone;
  }
  return bytes;
}

function withoutCoding(bytes: Buffer, name: string): Buffer | undefined {
  const limits = { maxOutputLength: longest };
  try {
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) return gunzipSync(bytes, limits);
    if (beginsCompressed(bytes) && name !== 'br') return inflateSync(bytes, limits);
    if (name === 'br') return brotliDecompressSync(bytes, limits);
    // Some servers leave out the frame of zlib, and browsers accept that.
    return name === 'deflate' ? inflateRawSync(bytes, limits) : undefined;
  } catch {
    return undefined;
  }
}

/** A complete document ends with a bracket. */
function breaksOff(body: Buffer): boolean {
  return !/[}>\]]\s*$/.test(body.subarray(-64).toString('utf8'));
}

/** Words that programs leave when they redact archives: `[password redacted]`, `***REMOVED***`. */
const words =
  /(?:^|[^a-z])(?:redacted|removed|filtered|masked|hidden|sanitized|sanitised|scrubbed|censored|obfuscated|anonymized|anonymised|stripped)(?:$|[^a-z])/i;

/** One repeated character; a longer run is sent to test a length. */
const repeated = /^([*xX•●∗█#._?-])\1{2,39}$/u;

/** A name in brackets that stands for a value: `[password]`, `<secret>`, `{{api_key}}`. */
const placeholder = /^(?:\[[\w -]+\]|<[\w -]+>|\{\{[^{}]+\}\}|\$\{[^{}]+\})$/;

/** Whether a value is plainly a placeholder for another one. */
export function looksRedacted(value: string): boolean {
  const text = value.trim();
  if (text === '' || text.length > 100) return false;
  return repeated.test(text) || placeholder.test(text) || words.test(text);
}
