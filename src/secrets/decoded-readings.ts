import { fromBase64, fromHex, type HoldsSecret } from './base64-and-hex';
import { kindsIn, withoutEscapes, withoutMarkup, withoutQuotedPrintable } from './escapes';
import type { MappedText } from './mapped-text';

/** How deep escapes in escapes are undone, and codings in codings; each level is shorter than the one before. */
const deepest = { escapes: 8, codings: 3 };

/** All readings of a text together are so many times as long as it is, at most; and a short one has room for all. */
const most = { times: 40, units: 20_000 };

/**
 * What a text says, each reading with the places from which it comes: as it stands; with its escapes undone, level by
 * level, and those of each kind alone; without markup; and of all these what base64 and hexadecimal in them say, in
 * their turn. The first readings are those that occur; a text made up to have very many is read so far alone.
 *
 * @param holds leaves out what base64 and hexadecimal say where no secret is in it
 */
export function* readingsOf(text: string, holds: HoldsSecret): Generator<MappedText> {
  const search = { left: Math.max(most.units, most.times * text.length), holds };
  for (const reading of allReadings({ text }, deepest.codings, search)) {
    yield reading;
    search.left -= reading.text.length;
    if (search.left < 0) return;
  }
}

/** How many units may still be read, and what looks for secrets in them. */
interface Search {
  left: number;
  readonly holds: HoldsSecret;
}

function* allReadings(first: MappedText, codings: number, search: Search): Generator<MappedText> {
  const levels = [...escapeLevels(first)];
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
      const readings = allReadings(texts, codings, search);
      // The first is a part of what was searched.
      readings.next();
      yield* readings;
    }
}

/**
 * A text, and what it says when its escapes are undone level by level; each without quoted-printable and without markup,
 * too. Also when the escapes of one kind alone are undone, for where a neighbour of an escaped secret looks like a part
 * of an escape of another kind.
 */
export function* escapeLevels(first: MappedText): Generator<MappedText> {
  let level: MappedText | undefined = first;
  for (let depth = 0; level && depth < deepest.escapes; depth += 1) {
    yield level;
    yield* unwrapped(level);
    level = withoutEscapes(level);
  }
  const kinds = kindsIn(first.text);
  for (const kind of kinds.length < 2 ? [] : kinds) {
    const one = withoutEscapes(first, kind);
    if (one) yield one;
  }
}

function* unwrapped(level: MappedText): Generator<MappedText> {
  const printed = withoutQuotedPrintable(level);
  if (printed) yield printed;
  const plain = level.text.includes('<') || level.text.includes(']]>') ? withoutMarkup(level) : undefined;
  if (plain) yield plain;
}

/** A text, and what it says with its escapes undone once. */
export function firstLevels(text: string): MappedText[] {
  const undone = withoutEscapes({ text });
  return undone ? [{ text }, undone] : [{ text }];
}
