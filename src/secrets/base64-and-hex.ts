import { endOf, startOf, type MappedText } from './mapped-text';

/** The shortest run that is decoded, in characters: four bytes in base64 or hexadecimal. */
const shortest = { base64: 6, hex: 8 };

/** A line break after this many base64 characters only wraps them: no word is as long. */
const wrappedLine = 20;

/** The shortest lines of base64 that are also read as one: words of a text may be as long. */
const shortestLine = 4;

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const base64 = valuesOf(alphabet, '-+_/');
const [lastCapital, lastLetter] = [alphabet.indexOf('Z'), alphabet.indexOf('z')];
const hex = valuesOf('0123456789abcdef', 'AaBbCcDdEeFf');
/** What may stand between the digits of a hexadecimal run, two at a time. */
const betweenHex = valuesOf(' :-,.\n\r\t', '');
const [zero, smallX, largeX] = [0x30, 0x78, 0x58];

/** The value of each ASCII character, -1 if it is no digit. */
function valuesOf(digits: string, aliases: string): Int8Array {
  const values = new Int8Array(128).fill(-1);
  [...digits].forEach((digit, value) => (values[digit.charCodeAt(0)] = value));
  for (let at = 0; at < aliases.length; at += 2)
    values[aliases.charCodeAt(at)] = digits.indexOf(aliases.charAt(at + 1));
  return values;
}

function valueAt(values: Int8Array, text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code < 128 ? (values[code] ?? -1) : -1;
}

/** The digits of all runs in a text, one run after the other. */
interface Runs {
  readonly places: Uint32Array;
  readonly values: Uint8Array;
  /** Where in `places` each run ends. */
  readonly ends: readonly number[];
}

/**
 * Decodes the base64 in a text (RFC 4648, 4 and 5, wrapped or not), one character per byte. A run may begin with
 * characters that do not belong to the base64, so it is read from each of its first four.
 */
export function* fromBase64(traced: MappedText, holds: HoldsSecret): Generator<Decoded> {
  for (const runs of [base64Runs(traced.text), shortLines(traced.text)]) {
    if (runs.ends.length === 0) continue;
    for (let skipped = 0; skipped < 4; skipped += 1) yield* decoded(traced, runs, 6, skipped, holds);
  }
}

/** Decodes the hexadecimal in a text, with or without separators, from each of the first two digits of a run. */
export function* fromHex(traced: MappedText, holds: HoldsSecret): Generator<Decoded> {
  const runs = hexRuns(traced.text);
  if (runs.ends.length === 0) return;
  for (let skipped = 0; skipped < 2; skipped += 1) yield* decoded(traced, runs, 4, skipped, holds);
}

function base64Runs(text: string): Runs {
  const collected = new Collected(text.length);
  let line = 0;
  for (let at = 0; at < text.length; at += 1) {
    const value = valueAt(base64, text, at);
    if (value >= 0) {
      collected.add(at, value);
      line += 1;
      continue;
    }
    const next = afterLineBreak(text, at);
    const wraps = line >= wrappedLine && next > at && valueAt(base64, text, next) >= 0;
    if (!wraps) collected.endRun(shortest.base64);
    else at = next - 1;
    line = 0;
  }
  collected.endRun(shortest.base64);
  return collected.runs;
}

/** The runs of base64 in short lines, or in words with a space between: all but the last of four characters or more. */
function shortLines(text: string): Runs {
  const collected = new Collected(text.length);
  let [line, lines] = [0, 0];
  let areWords = true;
  for (let at = 0; at <= text.length; at += 1) {
    const value = valueAt(base64, text, at);
    if (value >= 0) {
      collected.add(at, value);
      // Words have capitals at their beginning alone, and no digits: chance hardly writes base64 so.
      if (value > lastLetter || (line > 0 && value <= lastCapital)) areWords = false;
      line += 1;
      continue;
    }
    const next = line >= shortestLine ? afterSeparator(text, at) : at;
    if (next > at && valueAt(base64, text, next) >= 0) {
      lines += 1;
      at = next - 1;
    } else {
      // What stands in one piece is read already.
      collected.endRun(lines > 0 && !areWords ? shortest.base64 : Infinity);
      [lines, areWords] = [0, true];
    }
    line = 0;
  }
  return collected.runs;
}

/** The position after a space, a tab, or a line break with its indentation, or `at` if there is none. */
function afterSeparator(text: string, at: number): number {
  return ' \t'.includes(text.charAt(at)) ? at + 1 : afterLineBreak(text, at);
}

/** The position after a line break and its indentation, or `at` if there is none. */
function afterLineBreak(text: string, at: number): number {
  let next = text.charAt(at) === '\r' ? at + 1 : at;
  if (text.charAt(next) !== '\n') return at;
  next += 1;
  while (text.charAt(next) === ' ' && next - at < wrappedLine) next += 1;
  return next;
}

function hexRuns(text: string): Runs {
  const collected = new Collected(text.length);
  let between = 0;
  for (let at = 0; at < text.length; at += 1) {
    // C and dumps write each byte with a prefix.
    const next = text.charCodeAt(at + 1);
    const isPrefix = text.charCodeAt(at) === zero && (next === smallX || next === largeX);
    const value = isPrefix ? -1 : valueAt(hex, text, at);
    if (isPrefix) at += 1;
    else if (value >= 0) {
      collected.add(at, value);
      between = 0;
    } else if (valueAt(betweenHex, text, at) < 0 || ++between > 2) {
      collected.endRun(shortest.hex);
      between = 0;
    }
  }
  collected.endRun(shortest.hex);
  return collected.runs;
}

/** Buffers for the digits of one text, reused for the next. */
let room = { places: new Uint32Array(0), values: new Uint8Array(0) };

class Collected {
  readonly #ends: number[] = [];
  #start = 0;
  #length = 0;

  constructor(most: number) {
    if (room.values.length < most)
      room = { places: new Uint32Array(2 * most), values: new Uint8Array(2 * most) };
  }

  add(place: number, value: number): void {
    room.places[this.#length] = place;
    room.values[this.#length] = value;
    this.#length += 1;
  }

  /** Ends a run, and drops it if it is shorter than `least`. */
  endRun(least: number): void {
    if (this.#length - this.#start >= least) this.#ends.push(this.#length);
    else this.#length = this.#start;
    this.#start = this.#length;
  }

  /** A copy of the runs. */
  get runs(): Runs {
    const [places, values] = [room.places.slice(0, this.#length), room.values.slice(0, this.#length)];
    return { places, values, ends: this.#ends };
  }
}

/** Whether bytes, read as characters, hold a secret; asked before their positions in the text are worked out. */
export type HoldsSecret = (bytes: Uint8Array) => boolean;

/** The decoded runs of a text, one character per byte; `texts` has only those that look like text. */
interface Decoded {
  /** All runs, if they hold a secret. */
  readonly all: MappedText | undefined;
  readonly texts: MappedText | undefined;
}

/** From this share of visible characters and zero bytes (UTF-16), a run looks like text. */
const sayingSomething = 0.6;

/** The shortest run, in bytes, that may hold a secret in yet another notation. */
const shortestText = 5;

/** The bytes of all runs, each followed by a line break; nothing if there is neither a secret nor text. */
function* decoded(
  traced: MappedText,
  runs: Runs,
  bits: 4 | 6,
  skipped: number,
  holds: HoldsSecret,
): Generator<Decoded> {
  const { bytes, texts } = bytesOf(runs, bits, skipped);
  const isHeld = holds(bytes);
  if (!isHeld && texts.length === 0) return;
  const [starts, stops] = placesOf(traced, runs, bits, skipped, bytes.length);
  const part = (from: number, to: number): MappedText => ({
    text: bytes.toString('latin1', from, to),
    starts: starts.subarray(from, to),
    ends: stops.subarray(from, to),
  });
  yield {
    all: isHeld ? part(0, bytes.length) : undefined,
    texts: joined(texts.map(([from, to]) => part(from, to))),
  };
}

/** The bytes of all runs, and the start and end of each that looks like text. */
function bytesOf({ values, ends }: Runs, bits: 4 | 6, skipped: number) {
  const bytes = Buffer.allocUnsafe(Math.ceil((values.length * bits) / 8) + ends.length);
  const texts: (readonly [start: number, end: number])[] = [];
  let [written, start] = [0, 0];
  for (const end of ends) {
    const from = written;
    let [held, count, visible] = [0, 0, 0];
    for (let at = start + skipped; at < end; at += 1) {
      held = ((held << bits) | (values[at] ?? 0)) & 0xffff;
      count += bits;
      if (count < 8) continue;
      count -= 8;
      const byte = (held >> count) & 0xff;
      if ((byte >= 0x20 && byte < 0x7f) || byte === 0) visible += 1;
      bytes[written] = byte;
      written += 1;
    }
    bytes[written] = 0x0a;
    const length = written - from;
    written += 1;
    if (length >= shortestText && visible >= sayingSomething * length) texts.push([from, written]);
    start = end;
  }
  return { bytes: bytes.subarray(0, written), texts };
}

/** Where in the original text each byte begins and ends; its bits come from two digits. */
function placesOf(
  traced: MappedText,
  { places, ends }: Runs,
  bits: 4 | 6,
  skipped: number,
  length: number,
): readonly [starts: Uint32Array, ends: Uint32Array] {
  const [starts, stops] = [new Uint32Array(length), new Uint32Array(length)];
  let [written, start] = [0, 0];
  for (const end of ends) {
    let count = 0;
    for (let at = start + skipped; at < end; at += 1) {
      count += bits;
      if (count < 8) continue;
      count -= 8;
      starts[written] = startOf(traced, places[at - 1] ?? 0);
      stops[written] = endOf(traced, places[at] ?? 0);
      written += 1;
    }
    const last = places[end - 1] ?? 0;
    starts[written] = startOf(traced, last);
    stops[written] = endOf(traced, last);
    written += 1;
    start = end;
  }
  return [starts, stops];
}

function joined(parts: readonly MappedText[]): MappedText | undefined {
  const [only, ...others] = parts;
  if (only === undefined || others.length === 0) return only;
  const length = parts.reduce((sum, { text }) => sum + text.length, 0);
  const [starts, ends] = [new Uint32Array(length), new Uint32Array(length)];
  let written = 0;
  for (const part of parts) {
    if (part.starts) starts.set(part.starts, written);
    if (part.ends) ends.set(part.ends, written);
    written += part.text.length;
  }
  return { text: parts.map(({ text }) => text).join(''), starts, ends };
}
