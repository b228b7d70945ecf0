import { gunzipSync, inflateSync } from 'node:zlib';
import type { RawResponse } from './exchange/exchange';
import { headersOf } from './request/wire';
import { transportFailure, type TransportLimits } from './transport-failure';

/** A decoded body, one clause on why it cannot be decoded, or that it is too long. */
export type Decoded = { readonly body: Buffer } | { readonly unreadable: string } | 'too long';

type Undo = (body: Buffer, limits: { readonly maxOutputLength: number }) => Buffer;

/** What requests ask for, and the old name of gzip (RFC 9110, 8.4.1.3). */
const codings: Readonly<Record<string, Undo>> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  deflate: inflateSync,
};

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
  const names = contentEncoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  let bytes = body;
  for (const name of names.reverse()) {
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
