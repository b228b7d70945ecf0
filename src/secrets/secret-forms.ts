import { commonWords } from '../contract/common-words';
import { escapes } from '../protocol/reference';
import { escapeLevels } from './decoded-readings';
import { folded, squeezed, stringOf } from './folded-text';
import { shortestPattern } from './pattern-set';

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

/** Digits of a number that could be a status, a year or a part of an id. */
const mostDigits = 5;

/** A word of a language, in one piece and one case. */
const word = /^(?:[a-z]+|[A-Z][a-z]*|[A-Z]+)$/;

/**
 * Whether a secret can be distinguished from other text wherever it occurs. One that cannot, a few characters, a short number
 * or a word of this suite, is masked where a secret stands and nowhere else: it would blot out text that says nothing
 * of it, and what is blotted out would show what it is.
 */
export function isDistinctive(value: string): boolean {
  if (folded(value).units.length < shortestPattern) return false;
  if (/^\d+$/.test(value)) return value.length > mostDigits;
  return !word.test(value) || !commonWords().has(value.toLowerCase());
}
