import fc from 'fast-check';
import { anywhere, edit, sizeUpTo, type Edit } from './edit';
import type { Framing, Message } from './message';

/** Whether a connection whose messages cannot be told apart is kept: rarely, since the suite waits then for its limit. */
const kept = fc.constantFrom(...Array.from({ length: 30 }, (_, index) => index === 0));

/** An edit after which the end of the message cannot be told. */
function ending<T>(
  name: string,
  drawn: fc.Arbitrary<T>,
  change: (message: Message, parameter: T) => Partial<Message>,
) {
  return edit(name, fc.tuple(kept, drawn), (message, [keeps, parameter]) => ({
    ...message,
    ...change(message, parameter),
    closes: !keeps,
  }));
}

const withLength =
  (...values: readonly string[]): Framing =>
  (body) => ({ headers: values.map((value) => ['Content-Length', value]), bytes: body });

/** In chunks of a size, with their sizes written in this way, and what comes last. */
function chunked(size: number, sizeLine: (length: number) => string, last: string): Framing {
  return (body) => {
    const chunks: Buffer[] = [];
    // The number of chunks is limited, not their size.
    const step = Math.max(size, Math.ceil(body.length / 5000));
    for (let from = 0; from < body.length; from += step) {
      const piece = body.subarray(from, from + step);
      chunks.push(Buffer.from(`${sizeLine(piece.length)}\r\n`), piece, Buffer.from('\r\n'));
    }
    return {
      headers: [['Transfer-Encoding', 'chunked']],
      bytes: Buffer.concat([...chunks, Buffer.from(last)]),
    };
  };
}

const hex = (length: number) => length.toString(16);

export const framingEdits: fc.Arbitrary<Edit> = fc.oneof(
  edit('chunked', sizeUpTo(1000), (message, size) => ({
    ...message,
    framing: chunked(size, hex, '0\r\n\r\n'),
  })),
  edit(
    'chunked-oddly',
    fc.tuple(sizeUpTo(1000), fc.constantFrom('0\r\nX-Late: a\r\n\r\n', '0\r\n\r\n', '000000\r\n\r\n')),
    (message, [size, last]) => ({
      ...message,
      framing: chunked(size, (length) => `000${hex(length).toUpperCase()};name="value"`, last),
    }),
  ),
  ending(
    'chunk-size',
    fc.constantFrom(
      (length: number) => hex(length + 3),
      (length: number) => `-${hex(length)}`,
      () => 'g',
      () => '',
      () => 'ffffffffffffffff',
      (length: number) => `0x${hex(length)}`,
    ),
    (_, sizeLine) => ({
      framing: chunked(100, sizeLine, '0\r\n\r\n'),
    }),
  ),
  ending('chunk-last', fc.constantFrom('', '0\r\n', '0', '0\r\nno header\r\n\r\n'), (_, last) => ({
    framing: chunked(100, hex, last),
  })),
  ending('length-lies', fc.integer({ min: -50, max: 50 }), ({ body }, off) => ({
    framing: withLength(String(Math.max(0, body.length + off))),
  })),
  ending(
    'length-odd',
    fc.constantFrom('-1', '+5', '1e3', '0x10', '', 'many', '99999999999999999999', '5, 5', '5;'),
    (_, value) => ({
      framing: withLength(value),
    }),
  ),
  ending('length-twice', fc.constant(undefined), ({ body }) => ({
    framing: withLength(String(body.length), String(body.length + 1)),
  })),
  ending('length-and-chunked', fc.constant(undefined), ({ body }) => ({
    headers: [['Transfer-Encoding', 'chunked']],
    framing: withLength(String(body.length)),
  })),
  ending('length-missing', fc.constant(undefined), () => ({ framing: withLength() })),
  ending(
    'transfer-encoding',
    fc.constantFrom('gzip', 'identity', 'chunked, chunked', 'gzip, chunked', 'xchunked'),
    ({ headers }, coding) => ({
      headers: [...headers, ['Transfer-Encoding', coding]],
    }),
  ),
  ending('cut-anywhere', anywhere, (_, place) => ({
    wire: (bytes: Buffer) => bytes.subarray(0, Math.floor(place * bytes.length)),
  })),
  ending(
    'before',
    fc.constantFrom(
      'HTTP/1.1 100 Continue\r\n\r\n',
      'HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n',
      '\r\n\r\n',
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: a\r\nConnection: upgrade\r\n\r\n',
      '\0',
      'HTTP/0.9\r\n',
    ),
    (_, before) => ({
      wire: (bytes: Buffer) => Buffer.concat([Buffer.from(before), bytes]),
    }),
  ),
  ending(
    'after',
    fc.constantFrom('\r\n', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n', '{}', '\0'),
    (_, after) => ({
      wire: (bytes: Buffer) => Buffer.concat([bytes, Buffer.from(after)]),
    }),
  ),
  ending('line-ends', fc.constantFrom('\n', '\r', '\r\r\n'), (_, lineEnd) => ({
    wire: (bytes: Buffer) => Buffer.from(bytes.toString('latin1').replaceAll('\r\n', lineEnd), 'latin1'),
  })),
  edit('closes', fc.constant(undefined), (message) => ({ ...message, closes: true })),
);
