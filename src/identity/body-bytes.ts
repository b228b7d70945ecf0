/** Stands in a request for a byte that no UTF-8 has, 0xFF: a code point that nobody assigns (Unicode, 23.7). */
export const strayByte = '\u{10FFFF}';

/** How the text of a request body becomes bytes, where that is not UTF-8; a byte order mark goes before it. */
export type BodyEncoding = 'utf-16';

export const encodingLabel: Readonly<Record<BodyEncoding, string>> = { 'utf-16': 'the body in UTF-16' };

/** The bytes of a body. */
export function bytesOf(text: string, encoding?: BodyEncoding): Buffer {
  if (encoding === 'utf-16') return Buffer.from(`\uFEFF${text}`, 'utf16le');
  const [first = '', ...others] = text.split(strayByte);
  return Buffer.concat([
    Buffer.from(first, 'utf8'),
    ...others.flatMap((part) => [Buffer.from([0xff]), Buffer.from(part, 'utf8')]),
  ]);
}
