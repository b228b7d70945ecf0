import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { anywhere, edit, sizeUpTo, type Edit } from './edit';

const bytes = fc.uint8Array({ maxLength: 40 }).map((each) => Buffer.from(each));

/** Pieces that end or begin something in UTF-8, in a text or in a document. */
const pieces = [
  ...[[0], [0xff], [0xfe, 0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x80]],
  ...[[0xef, 0xbb, 0xbf], [0x1a], [0x1b, 0x5b, 0x33, 0x31, 0x6d], [0x22], [0x5c], [0x7d], [0x3c], [0x3e]],
].map((each) => Buffer.from(each));

export const byteEdits: fc.Arbitrary<Edit> = fc.oneof(
  edit('bytes-cut', anywhere, (message, place) => ({
    ...message,
    body: message.body.subarray(0, Math.floor(place * message.body.length)),
  })),
  edit('bytes-removed', fc.tuple(anywhere, sizeUpTo(100)), (message, [place, count]) => {
    const from = Math.floor(place * message.body.length);
    return spliced(message.body, from, count, Buffer.alloc(0), message);
  }),
  edit(
    'bytes-inserted',
    fc.tuple(anywhere, fc.oneof(bytes, fc.constantFrom(...pieces))),
    (message, [place, inserted]) =>
      spliced(message.body, Math.floor(place * message.body.length), 0, inserted, message),
  ),
  edit(
    'bytes-repeated',
    fc.tuple(anywhere, sizeUpTo(200), sizeUpTo(5000)),
    (message, [place, length, times]) => {
      const from = Math.floor(place * message.body.length);
      const piece = message.body.subarray(from, from + length);
      const room = Math.floor((1024 * 1024) / Math.max(1, piece.length));
      const repeated = Buffer.concat(Array.from({ length: Math.min(times, room) }, () => piece));
      return spliced(message.body, from, 0, repeated, message);
    },
  ),
  edit('body-twice', fc.constantFrom('', '\n', ','), (message, between) => ({
    ...message,
    body: Buffer.concat([message.body, Buffer.from(between), message.body]),
  })),
  edit('utf-16', fc.tuple(fc.boolean(), fc.boolean()), (message, [bigEndian, mark]) => {
    const wide = Buffer.from((mark ? '\ufeff' : '') + message.body.toString('utf8'), 'utf16le');
    return { ...message, body: bigEndian ? wide.swap16() : wide };
  }),
  edit('byte-order-mark', fc.constant(undefined), (message) => ({
    ...message,
    body: Buffer.concat([Buffer.from('\ufeff'), message.body]),
  })),
  edit('latin-1', fc.constant(undefined), (message) => ({
    ...message,
    body: Buffer.from(message.body.toString('utf8'), 'latin1'),
  })),
  edit('utf-8-twice', fc.constant(undefined), (message) => ({
    ...message,
    body: Buffer.from(message.body.toString('latin1'), 'utf8'),
  })),
  edit('body-random', bytes, (message, body) => ({ ...message, body })),
  edit('body-compressed', fc.constant(undefined), (message) => ({
    ...message,
    body: gzipSync(message.body),
  })),
);

function spliced<T extends object>(
  body: Buffer,
  from: number,
  removed: number,
  inserted: Buffer,
  message: T,
) {
  const changed = Buffer.concat([body.subarray(0, from), inserted, body.subarray(from + removed)]);
  return { ...message, body: changed };
}
