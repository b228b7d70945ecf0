/** Stands in a request with stray bytes for one that no UTF-8 has, 0xFF: a code point that nobody assigns (Unicode, 23.7). */
export const strayByte = '\u{10FFFF}';

/** How the text of a request body becomes bytes, where that is not UTF-8; before UTF-16 goes a byte order mark. */
export type BodyEncoding = 'utf-16' | 'stray bytes';

/** The bytes of a body. */
export function bytesOf(text: string, encoding?: BodyEncoding): Buffer {
  if (encoding === 'utf-16') return Buffer.from(`\uFEFF${text}`, 'utf16le');
  if (encoding === undefined) return Buffer.from(text, 'utf8');
  const [first = '', ...others] = text.split(strayByte);
  return Buffer.concat([
    Buffer.from(first, 'utf8'),
    ...others.flatMap((part) => [Buffer.from([0xff]), Buffer.from(part, 'utf8')]),
  ]);
}
