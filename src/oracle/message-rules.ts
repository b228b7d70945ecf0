import { anyOf, anyRefusal, clientError, statuses, successOrClientError } from './allowance';
import type { Rule } from './rules';

/** How requests are answered that HTTP itself, or their media types, set apart from the operation. */
export const messageRules: readonly Rule[] = [
  /** The operation is a POST on its path (line 8); any refusal of another passes (E34). */
  ({ method }) => (method === 'POST' ? undefined : { requirement: 'op.other-methods', expected: anyRefusal }),

  /** A path with another suffix is of no sentence. */
  ({ isTokens }) =>
    isTokens ? undefined : { requirement: 'media.suffix', expected: anyOf(statuses(200), anyRefusal) },

  /** A body needs a Content-Type; a server refuses one without, or reads it. */
  ({ contentType, wire }) =>
    contentType === 'missing' && wire === undefined
      ? { requirement: 'media.required', expected: successOrClientError }
      : undefined,

  /** RFC 9110, 15.5.16; the document says nothing of it. */
  ({ contentType }) =>
    contentType === 'other'
      ? {
          requirement: 'media.unsupported',
          expected: statuses(415),
          tolerated: { ...clientError, by: 'the silence of the document' },
        }
      : undefined,

  /** Without a length there is no body (RFC 9112, 6.3). */
  ({ wire }) =>
    wire === 'without-length'
      ? { requirement: 'http.length-missing', expected: statuses(400, 411) }
      : undefined,
  ({ wire }) =>
    wire === 'length-too-small' ? { requirement: 'http.length-too-small', expected: clientError } : undefined,
];
