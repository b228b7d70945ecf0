import { Exchange } from '../http/exchange/exchange';
import { KeptBytes, type RawResponse } from '../http/exchange/kept-bytes';
import { recorded as recordOf } from '../http/exchange/recorded';
import type { AuthRequest } from '../oracle/auth-request';
import { readAuthRequest } from '../oracle/read-auth-request';
import { isBinary, textOf } from '../protocol/body-text';
import type { Masker } from '../secrets/masking';

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
