import { commonWords } from '../contract/common-words';
import { escapes } from '../protocol/reference';
import { escapeLevels } from './decoded-readings';
import { folded, squeezed, stringOf } from './folded-text';
import { shortestPattern } from './pattern-set';

/** Shorter forms of a secret would be found in ordinary text. */
const shortest = { undone: 6, withHoles: 6, squeezed: 8, squeezedLetters: 12 };

/**
 * The folded texts to look for in each reading of a text: the secret itself, the secret escaped, the secret after
 * undoing what looks like an escape in it, its bytes as they are read after decoding, and what is left of it where a
 * server could not encode a character.
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
 * The letters and digits of a secret, to recognise it whatever separates them; undefined if they could be adjacent
 * words.
 */
export function squeezedForm(value: string): string | undefined {
  const text = stringOf(squeezed(value));
  const least = /\d/.test(text) ? shortest.squeezed : shortest.squeezedLetters;
  return text.length >= least && /\D/.test(text) && !commonWords().has(text) ? text : undefined;
}

/** The secret with `?` or U+FFFD for each non-ASCII character, or for each of its bytes. */
function withHoles(value: string): string[] {
  if (value.replace(/[^\x20-\x7e]/g, '').length < shortest.withHoles) return [];
  return ['?', '\ufffd'].flatMap((hole) => [
    value.replace(/[^\x00-\x7f]/gu, hole),
    value.replace(/[^\x00-\x7f]/gu, (character) => hole.repeat(Buffer.byteLength(character))),
  ]);
}

/** The secret's UTF-8 and UTF-16 bytes as characters, if it is not all ASCII; folding drops zero bytes. */
function asBytes(value: string): string[] {
  if (!/[^\x00-\x7f]/.test(value)) return [];
  const wide = Buffer.from(value, 'utf16le');
  return [Buffer.from(value, 'utf8'), wide, Buffer.from(wide).swap16()].map((bytes) =>
    bytes.toString('latin1'),
  );
}

/** A number of so few digits could be a status, a year or a part of an id. */
const mostDigits = 5;

/** A word of a language, in one piece and one case. */
const word = /^(?:[a-z]+|[A-Z][a-z]*|[A-Z]+)$/;

/**
 * Whether a secret can be told from other text wherever it occurs. If not (a few characters, a short number, a word of
 * this suite), it is masked only where a secret is expected: elsewhere it would blot out unrelated text, and what is
 * blotted out would show what it is.
 */
export function isDistinctive(value: string): boolean {
  if (folded(value).units.length < shortestPattern) return false;
  if (/^\d+$/.test(value)) return value.length > mostDigits;
  return !word.test(value) || !commonWords().has(value.toLowerCase());
}
