import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { isBinary } from '../protocol/body-text';

/** The bytes of a recorded body, or one clause on why they are not known. */
export type RecordedBody = { readonly bytes: Buffer } | { readonly problem: string };

/** What an archive says of a body. */
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

/** Bytes of a decoded body; a compressed one of an untrusted archive may say that it is any length. */
const longest = 64 * 1024 * 1024;

/** The base64 alphabets (RFC 4648, 4 and 5), in lines or in one. */
const base64 = /^[A-Za-z0-9+/_-]+={0,2}$/;

/**
 * The bytes of a body as they were before an archive wrote them down: base64 in any letter case undone, and what is
 * still compressed. A body that another part of the message announces and the archive does not hold is not an empty one.
 */
export function recordedBody(parts: BodyParts): RecordedBody {
  const { text = '', isAnnounced, size } = parts;
  if (text === '') return isAnnounced ? { problem: notRecorded } : { bytes: Buffer.alloc(0) };
  if (!/["<]/.test(text) && looksRedacted(text)) return { problem: 'was removed' };
  const decoded = decodedText(text, parts.encoding);
  if (!decoded) return { problem: 'is written in an encoding other than base64' };
  const bytes = decompressed(decoded, parts.contentEncoding);
  if (!bytes) return { problem: 'is compressed and cannot be decompressed' };
  return size !== undefined && size > bytes.length && breaksOff(bytes)
    ? { problem: 'was recorded only in part' }
    : { bytes };
}

/** Some write plain text under `encoding: base64`: it is taken literally if it is not base64. */
function decodedText(text: string, encoding = ''): Buffer | undefined {
  const plain = Buffer.from(text, 'utf8');
  const name = encoding.trim().toLowerCase();
  if (name === 'base64') {
    const packed = text.replace(/\s+/g, '');
    return base64.test(packed) && packed.length % 4 !== 1 ? Buffer.from(packed, 'base64') : plain;
  }
  const isPlain = ['', 'utf-8', 'utf8', 'text', 'plain', 'identity', 'none'].includes(name);
  return isPlain || /^\s*[{<[]/.test(text) ? plain : undefined;
}

/**
 * Of a body most archives hold what was in it. One that they hold compressed is told by how it begins, or, where its
 * coding has no such beginning, by being no text.
 */
function decompressed(body: Buffer, contentEncoding = ''): Buffer | undefined {
  const limits = { maxOutputLength: longest };
  const codings = contentEncoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  try {
    if (body[0] === 0x1f && body[1] === 0x8b) return gunzipSync(body, limits);
    if (codings.length === 0 || !isBinary(body)) return body;
    if (codings.includes('br')) return brotliDecompressSync(body, limits);
    return codings.includes('deflate') ? inflateSync(body, limits) : undefined;
  } catch {
    return undefined;
  }
}

/** A document ends with its own bracket. */
function breaksOff(body: Buffer): boolean {
  return !/[}>\]]\s*$/.test(body.subarray(-64).toString('utf8'));
}

/** Words by which programs that clean archives say so: `[password redacted]`, `***REMOVED***`. */
const words =
  /(?:^|[^a-z])(?:redacted|removed|filtered|masked|hidden|sanitized|sanitised|scrubbed|censored|obfuscated|anonymized|anonymised|stripped)(?:$|[^a-z])/i;

/** One sign over and over; a longer one is sent to try a length. */
const repeated = /^([*xX•●∗█#._?-])\1{2,39}$/u;

/** A name in brackets that stands for a value: `[password]`, `<secret>`, `{{api_key}}`. */
const placeholder = /^(?:\[[\w -]+\]|<[\w -]+>|\{\{[^{}]+\}\}|\$\{[^{}]+\})$/;

/** Whether a value is plainly what stands in the place of another one. */
export function looksRedacted(value: string): boolean {
  const text = value.trim();
  if (text === '' || text.length > 100) return false;
  return repeated.test(text) || placeholder.test(text) || words.test(text);
}
