import { curlLine } from './curl';
import type { RawAnswer } from './exchange';
import type { ExchangeRecord } from './exchange-record';
import { bodyTextOf, explained, fieldsToRepeat, outgoingOf, type FilledRequest } from './filled-request';
import { headersOf } from './header-list';
import type { Masker } from './masking';
import type { Sender } from './sender';
import { shownBody } from './shown-body';
import { wireLabel } from './wire';

/**
 * The record of a request and its answer.
 *
 * @param outcome the answer, or why there is none
 * @param masker knows all secrets that are known by now, those of the answer among them
 */
export function recorded(
  id: string,
  { baseUrl, connection }: Sender['settings'],
  filled: FilledRequest,
  outcome: RawAnswer | string,
  masker: Masker,
): ExchangeRecord {
  const mask = (text: string) => masker.mask(text);
  const { method, path, headers } = outgoingOf(filled);
  const text = bodyTextOf(filled);
  const maskedBody = mask(text);
  return {
    id,
    request: {
      method,
      url: mask(`${baseUrl}${path}`),
      headers: mappedValues(headers, mask),
      body: maskedBody,
      ...(filled.wire ? { wire: wireLabel[filled.wire] } : {}),
    },
    ...(typeof outcome === 'string'
      ? { failure: mask(outcome) }
      : {
          response: {
            status: outcome.status,
            headers: mappedValues(headersOf(outcome.rawHeaders), mask),
            body: shownBody(outcome.body, masker),
            durationMs: outcome.durationMs,
          },
        }),
    curl: curlLine({
      method,
      url: `${mask(baseUrl)}${explained(filled.path, mask)}`,
      headers: mappedValues(fieldsToRepeat(filled), (pieces) => explained(pieces, mask)),
      body: !Buffer.isBuffer(filled.body)
        ? explained(filled.body, mask)
        : // Bytes could be shown by their numbers, and no mask be seen among those.
          maskedBody === text
          ? filled.body
          : maskedBody,
      ...(connection ? { connection } : {}),
      ...(filled.wire ? { wire: filled.wire } : {}),
      ...(filled.encoding ? { encoding: filled.encoding } : {}),
    }),
  };
}

/**
 * A record masked again, by secrets that later answers brought: a token that two answers hold is known for one
 * only with the second, or with neither but a third.
 */
export function remasked(record: ExchangeRecord, mask: (text: string) => string): ExchangeRecord {
  const { request, response, failure } = record;
  return {
    ...record,
    request: {
      ...request,
      url: mask(request.url),
      headers: mappedValues(request.headers, mask),
      body: mask(request.body),
    },
    ...(response
      ? {
          response: { ...response, headers: mappedValues(response.headers, mask), body: mask(response.body) },
        }
      : {}),
    ...(failure === undefined ? {} : { failure: mask(failure) }),
    // The names of variables stand for masks, and stay.
    curl: record.curl
      .split(/("\$[A-Z][A-Z0-9_]*")/)
      .map((part, index) => (index % 2 === 0 ? mask(part) : part))
      .join(''),
  };
}

function mappedValues<From, To>(
  values: Readonly<Record<string, From>>,
  map: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value)]));
}
