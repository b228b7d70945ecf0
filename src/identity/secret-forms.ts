import { folded, squeezed, stringOf } from './folded-text';
import { escapeLevels } from './readings';
import { escapes } from './reference';

/** A shorter form of a secret would be found in ordinary text. */
const shortest = { undone: 6, withHoles: 6, squeezed: 8 };

/**
 * The folded texts to look for in each reading of a text: the secret itself, as it is escaped, what becomes of it where
 * escapes are undone that are its own characters, its bytes as they are read where it was decoded, and what is left of
 * it where a server has no character for one of its own.
 */
export function formsOf(value: string): string[] {
  const texts = new Set([
    ...[value, escapes.json(value), escapes.xml(value), escapes.url(value)],
    ...[value.normalize('NFC'), value.normalize('NFD'), ...withHoles(value), ...asBytes(value)],
  ]);
  for (const { text } of escapeLevels({ text: value })) if (text.length >= shortest.undone) texts.add(text);
  return [...texts].map((text) => stringOf(folded(text)));
}

/**
 * The letters and digits of a secret, by which it is known whatever stands between them; undefined where they could be
 * words that stand side by side.
 */
export function squeezedForm(value: string): string | undefined {
  const text = stringOf(squeezed(value));
  return text.length >= shortest.squeezed && /\d/.test(text) && /\D/.test(text) ? text : undefined;
}

/** The secret without the characters that ASCII does not have: `?` or U+FFFD for each, or for each of its bytes. */
function withHoles(value: string): string[] {
  if (value.replace(/[^\x20-\x7e]/g, '').length < shortest.withHoles) return [];
  return ['?', '\ufffd'].flatMap((hole) => [
    value.replace(/[^\x00-\x7f]/gu, hole),
    value.replace(/[^\x00-\x7f]/gu, (character) => hole.repeat(Buffer.byteLength(character))),
  ]);
}

/** Its bytes in UTF-8 and, without the zero ones, in UTF-16, where they are others than its characters. */
function asBytes(value: string): string[] {
  if (!/[^\x00-\x7f]/.test(value)) return [];
  const wide = Buffer.from(value, 'utf16le');
  return [Buffer.from(value, 'utf8'), wide, Buffer.from(wide).swap16()].map((bytes) =>
    bytes.toString('latin1'),
  );
}
