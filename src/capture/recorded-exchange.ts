import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { Exchange } from '../http/exchange/exchange';
import type { RawResponse } from '../http/exchange/kept-bytes';
import { KeptBytes } from '../http/exchange/kept-bytes';
import { recorded as recordOf } from '../http/exchange/recorded';
import type { AuthRequest } from '../oracle/auth-request';
import { readAuthRequest } from '../oracle/read-auth-request';
import { isBinary, textOf } from '../protocol/body-text';
import type { Masker } from '../secrets/masking';

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

/** The most bytes of a decoded body: a compressed one in an untrusted archive may grow to any length. */
const longest = 64 * 1024 * 1024;

/** The base64 alphabets (RFC 4648, 4 and 5), in lines or in one. */
const base64 = /^[A-Za-z0-9+/_-]+={0,2}$/;

/**
 * The bytes of a body before an archive encoded it: base64 (in any letter case) and compression are undone. A body that
 * the message announces and the archive does not hold is not taken for an empty one.
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
 * Most archives hold bodies decompressed. A compressed one is recognised by its first bytes, or, if its coding has no
 * signature, by not being text.
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

/** One request of the operation and its response, as an archive of traffic holds them. */
export interface RecordedExchange {
  /** Its place among the entries of the archive, counted from 1. */
  readonly entry: number;
  readonly method: string;
  /** The URL of the service: what stands before `/v2.0/tokens`, without a trailing slash. */
  readonly baseUrl: string;
  /** Path and query below the service URL. */
  readonly path: string;
  /** Names in lower case, repeated ones joined. */
  readonly headers: Readonly<Record<string, string>>;
  /** The bytes of the request body, decoded. */
  readonly body: Buffer;
  readonly answer: RawResponse;
  /** Why the body of the response is not known, so that only its status can be judged. */
  readonly unknownBody?: string;
}

/** Entries of an archive that are not judged, and why. */
export interface LeftAside {
  /** One clause: `it is not a request to /v2.0/tokens`. */
  readonly why: string;
  /** Their places among the entries of the archive, counted from 1. */
  readonly entries: readonly number[];
}

/** The exchanges of the operation in an archive. */
export interface Archive {
  /** How many entries it has in all. */
  readonly entries: number;
  /** In the order in which they were sent. */
  readonly exchanges: readonly RecordedExchange[];
  readonly aside: readonly LeftAside[];
}

/** A recorded exchange as the oracle reads it, before its secrets are known: it must not be shown. */
export interface ReadExchange {
  readonly recorded: RecordedExchange;
  readonly request: AuthRequest;
  readonly response: Exchange;
}

/** Reads a recorded exchange. */
export function readExchange(recorded: RecordedExchange): ReadExchange {
  const record = { id: '', request: { method: '', url: '', headers: {}, body: '' }, curl: '' };
  const kept = { ...recorded.answer, body: new KeptBytes(recorded.answer.body) };
  return {
    recorded,
    request: readAuthRequest(recorded),
    response: new Exchange(record, kept, (text) => text),
  };
}

/** A recorded exchange, and what a report shows of it. */
export interface Recording extends ReadExchange {
  readonly exchange: Exchange;
}

/** Header fields that the sender of a repeated request sets itself, and the User-Agent. */
const ofTheWay = ['user-agent', 'host', 'connection', 'content-length', 'transfer-encoding'];

/** The exchanges as reports show them, every secret masked; each is named by its place in the archive: `x12`. */
export function recordingsOf(read: readonly ReadExchange[], masker: Masker): readonly Recording[] {
  const mask = (text: string) => masker.mask(text);
  return read.map((each) => {
    const { method, path, headers, body, answer, baseUrl, entry } = each.recorded;
    const filled = {
      method,
      path: [{ text: path }],
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, text]) => [
          name,
          [{ text, ...(ofTheWay.includes(name) ? { introduces: true as const } : {}) }],
        ]),
      ),
      // Bytes that are not text cannot be searched for secrets.
      body: [{ text: isBinary(body) ? `[${body.length} bytes that are not text]` : textOf(body) }],
    };
    const record = recordOf(`x${entry}`, { baseUrl }, filled, answer, masker);
    const kept = { ...answer, body: new KeptBytes(answer.body) };
    const sent = { method, path, headers, body };
    return { ...each, exchange: new Exchange(record, kept, mask, sent) };
  });
}
