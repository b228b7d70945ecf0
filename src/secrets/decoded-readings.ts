import { commonWords } from '../contract/common-words';
import { escapes } from '../protocol/reference';
import { fromBase64, fromHex, type HoldsSecret } from './base64-and-hex';
import {
  kindsIn,
  withoutEscapes,
  withoutMarkup,
  withoutNestedMarkup,
  withoutQuotedPrintable,
} from './escapes';
import { folded, type MappedText, squeezed, stringOf } from './folded-text';
import { shortestPattern } from './pattern-set';

/** How many levels of nested escapes and codings are undone; each level is shorter than the one before. */
const deepest = { escapes: 8, codings: 3 };

/** The most units in all readings of a text: a multiple of its length, or enough for any short text. */
const most = { times: 80, units: 40_000 };

/**
 * All readings of a text, each with the positions it comes from: as it stands; with its escapes undone, level by level,
 * and those of each kind alone; without markup; and each of these with its base64 and hexadecimal decoded, recursively.
 * The most likely come first; a text made up to have very many is read only up to a limit.
 *
 * @param levels the text by `escapeLevels`
 * @param holds leaves out decoded base64 and hexadecimal without a secret
 */
export function* readingsOf(levels: readonly MappedText[], holds: HoldsSecret): Generator<MappedText> {
  const length = levels[0]?.text.length ?? 0;
  const search = { left: Math.max(most.units, most.times * length), holds };
  for (const reading of allReadings(levels, deepest.codings, search)) {
    yield reading;
    search.left -= reading.text.length;
    if (search.left < 0) return;
  }
}

/** How many units may still be read, and the test for secrets. */
interface Search {
  left: number;
  readonly holds: HoldsSecret;
}

function* allReadings(levels: readonly MappedText[], codings: number, search: Search): Generator<MappedText> {
  // First of all, since what base64 and hexadecimal say may use up what may be read.
  yield* levels;
  if (codings > 0) for (const level of levels) yield* decodedReadings(level, codings - 1, search);
}

function* decodedReadings(reading: MappedText, codings: number, search: Search): Generator<MappedText> {
  const holds: HoldsSecret = (bytes) => {
    search.left -= bytes.length;
    return search.holds(bytes);
  };
  for (const decode of [fromBase64, fromHex])
    for (const { all, texts } of decode(reading, holds)) {
      if (all) yield all;
      if (search.left < 0) return;
      if (!texts) continue;
      const readings = allReadings([...escapeLevels(texts)], codings, search);
      // The first is part of what was already searched.
      readings.next();
      yield* readings;
    }
}

/**
 * A text, also with its escapes undone level by level, each level also without quoted-printable and without markup, and
 * with the escapes of one kind alone undone: a character next to an escaped secret may look like part of another kind of
 * escape.
 */
export function* escapeLevels(first: MappedText): Generator<MappedText> {
  const seen = new Set<string>();
  for (const reading of allLevels(first)) {
    if (seen.has(reading.text)) continue;
    seen.add(reading.text);
    yield reading;
  }
}

function* allLevels(first: MappedText): Generator<MappedText> {
  let level: MappedText | undefined = first;
  for (let depth = 0; level && depth < deepest.escapes; depth += 1) {
    yield level;
    yield* unwrapped(level);
    level = withoutEscapes(level);
  }
  const kinds = kindsIn(first.text);
  for (const kind of kinds.length < 2 ? [] : kinds) {
    const one = withoutEscapes(first, kind);
    if (!one) continue;
    yield one;
    yield* unwrapped(one);
  }
}

function* unwrapped(level: MappedText): Generator<MappedText> {
  const { text } = level;
  const printed = withoutQuotedPrintable(level);
  if (printed) yield printed;
  if (!/<|]]>/.test(text)) return;
  for (const keepsComments of /<[!?]/.test(text) ? [false, true] : [false]) {
    const plain = withoutMarkup(level, keepsComments);
    if (plain) yield plain;
  }
  const split = withoutNestedMarkup(level);
  if (split) yield split;
}

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
