import { isBinary, textOf } from '../../protocol/body-text';
import { cutAfterMasking, type Masker } from '../../secrets/masking';
import { bodyTextOf, explained, fieldsToRepeat, type FilledRequest, outgoingOf } from '../filled-request';
import { headersOf, wireLabel } from '../token-request';
import type { Sender } from '../sender';
import { curlLine } from './curl';
import type { ExchangeRecord } from './exchange';
import type { KeptResponse, RawResponse } from './kept-bytes';

/** How many secrets were known when a record was masked. */
const maskedBy = new WeakMap<ExchangeRecord, number>();

/**
 * The record of a request and its response. It is made when it is first read, so that it is masked once, by all secrets
 * that are known by then.
 *
 * @param outcome the response, or why there is none
 * @param masker knows all secrets that are known by now, those of the response among them
 */
export function recorded(
  id: string,
  settings: Sender['settings'],
  filled: FilledRequest,
  outcome: RawResponse | KeptResponse | string,
  masker: Masker,
): ExchangeRecord {
  let made: ExchangeRecord | undefined;
  const make = (): ExchangeRecord => {
    if (made) return made;
    maskedBy.set(record, masker.size);
    return (made = maskedRecord(id, settings, filled, outcome, masker));
  };
  const record: ExchangeRecord = {
    id,
    get request() {
      return make().request;
    },
    ...(typeof outcome === 'string' ? { failure: masker.mask(outcome) } : {}),
    get curl() {
      return make().curl;
    },
  };
  if (typeof outcome !== 'string')
    Object.defineProperty(record, 'response', { get: () => make().response, enumerable: true });
  return record;
}

function maskedRecord(
  id: string,
  { baseUrl, connection }: Sender['settings'],
  filled: FilledRequest,
  outcome: RawResponse | KeptResponse | string,
  masker: Masker,
): ExchangeRecord {
  const mask = (text: string) => masker.mask(text);
  const { method, path } = outgoingOf(filled);
  const text = bodyTextOf(filled);
  const maskedBody = Buffer.isBuffer(filled.body) ? mask(text) : shown(filled.body, mask);
  return {
    id,
    request: {
      method,
      url: mask(`${baseUrl}${path}`),
      headers: Object.fromEntries(
        Object.entries(filled.headers).map(([name, pieces]) => [name, shownHeader(name, pieces, masker)]),
      ),
      body: maskedBody,
      ...(filled.wire ? { wire: wireLabel[filled.wire] } : {}),
    },
    ...(typeof outcome === 'string'
      ? { failure: mask(outcome) }
      : {
          response: {
            status: outcome.status,
            headers: maskedHeaders(headersOf(outcome.rawHeaders), masker),
            body: shownBodyOf(outcome, masker),
            durationMs: outcome.durationMs,
          },
        }),
    curl: curlLine({
      method,
      url: `${mask(baseUrl)}${explained(filled.path, mask)}`,
      headers: mappedValues(fieldsToRepeat(filled), (pieces) => explained(pieces, mask)),
      body: !Buffer.isBuffer(filled.body)
        ? explained(filled.body, mask)
        : // Bytes could be shown as numbers, which cannot contain a mask.
          maskedBody === text
          ? filled.body
          : maskedBody,
      ...(connection ? { connection } : {}),
      ...(filled.wire ? { wire: filled.wire } : {}),
      ...(filled.encoding ? { encoding: filled.encoding } : {}),
    }),
  };
}

function shownBodyOf({ body, unreadable }: RawResponse | KeptResponse, masker: Masker): string {
  const bytes = Buffer.isBuffer(body) ? body : body.bytes;
  return unreadable === undefined
    ? shownBody(bytes, masker)
    : masker.mask(unreadableBody({ body: bytes, unreadable }));
}

/**
 * A record masked again, by secrets from later responses: a token in one response may only be recognised by another
 * one.
 */
export function remasked(record: ExchangeRecord, masker: Masker): ExchangeRecord {
  const mask = (text: string) => masker.mask(text);
  const { request, response, failure } = record;
  if (maskedBy.get(record) === masker.size) return record;
  return {
    ...record,
    request: {
      ...request,
      url: mask(request.url),
      headers: maskedHeaders(request.headers, masker),
      body: mask(request.body),
    },
    ...(response
      ? {
          response: {
            ...response,
            headers: maskedHeaders(response.headers, masker),
            body: mask(response.body),
          },
        }
      : {}),
    ...(failure === undefined ? {} : { failure: mask(failure) }),
    // The names of variables stand for masks and are kept.
    curl: record.curl
      .split(/("\$[A-Z][A-Z0-9_]*")/)
      .map((part, index) => (index % 2 === 0 ? mask(part) : part))
      .join(''),
  };
}

/** Masked names and values; if two names become the same, their values are joined. */
function maskedHeaders(headers: Readonly<Record<string, string>>, masker: Masker): Record<string, string> {
  return headersOfOne(
    Object.entries(headers).map(([name, value]) => [masker.mask(name), masker.maskHeader(name, value)]),
  );
}

function headersOfOne(fields: readonly (readonly [string, string])[]): Record<string, string> {
  const headers = new Map<string, string>();
  for (const [name, value] of fields) {
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return Object.fromEntries(headers);
}

/** The value of a header of a request, whose secrets are known by their place. */
function shownHeader(name: string, pieces: FilledRequest['path'], masker: Masker): string {
  return pieces.some(({ secret }) => secret)
    ? shown(pieces, (text) => masker.mask(text))
    : masker.maskHeader(name, pieces.map(({ text }) => text).join(''));
}

/** A text of a request with each secret masked, and anything else that gives one away. */
function shown(pieces: FilledRequest['path'], mask: (text: string) => string): string {
  const inOne = pieces.map(({ text, secret }) => (secret ? secret.mask : text)).join('');
  return mask(inOne);
}

function mappedValues<From, To>(
  values: Readonly<Record<string, From>>,
  map: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value)]));
}

/** Characters of a body that a report shows. */
const shownCharacters = 64 * 1024;

/** Characters of a longer body that are searched for secrets in order to show its beginning. */
const searched = 4 * shownCharacters;

/** The most characters that an escaped character takes. */
const escaped = 12;

/** Shown for a body that cannot be read: secrets could not be masked in bytes that are not decoded. */
function unreadableBody({ body, unreadable }: Pick<RawResponse, 'body' | 'unreadable'>): string {
  return `[${body.length} bytes that cannot be read: ${unreadable}]`;
}

/**
 * The body of a response as a report shows it: masked, cut if it is long, and left out if it is not text. The searched
 * part may end within a secret, so as many characters as the longest secret may take are left out before its end.
 */
export function shownBody(body: Buffer, masker: Masker): string {
  if (isBinary(body)) return `[${body.length} bytes that are not text]`;
  const text = textOf(body);
  if (text.length <= shownCharacters) return masker.mask(text);
  const beginning = text.slice(0, searched);
  const sure = text.length <= searched ? beginning.length : searched - escaped * masker.longest;
  const masked = masker.mask(beginning, Math.max(0, sure));
  const note = `\n[${text.length} characters in total; only the first are shown]`;
  return cutAfterMasking(masked, shownCharacters, (same) => same) + note;
}
