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
export interface Runs {
  readonly places: Uint32Array;
  readonly values: Uint8Array;
  /** Where in `places` each run ends. */
  readonly ends: readonly number[];
}

/** The runs of base64, wrapped in long lines or not. */
export function base64Runs(text: string): Runs {
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
export function shortLines(text: string): Runs {
  const collected = new Collected(text.length);
  let end = 0;
  for (let at = shortestLine; at < text.length; at += 1) {
    if (text.charCodeAt(at) > space || !isBetweenLines(text, at)) continue;
    let start = at;
    while (start > end && valueAt(base64, text, start - 1) >= 0) start -= 1;
    end = collectLines(text, start, collected);
    at = end;
  }
  return collected.runs;
}

/** The highest of the separators. */
const space = 0x20;

/** Whether base64 may go on after the separator at a place, as it does from a line to the next. */
function isBetweenLines(text: string, at: number): boolean {
  for (let before = at - shortestLine; before < at; before += 1)
    if (valueAt(base64, text, before) < 0) return false;
  const next = afterSeparator(text, at);
  return next > at && valueAt(base64, text, next) >= 0;
}

/** Adds a run of lines, and returns where it ends. */
function collectLines(text: string, start: number, collected: Collected): number {
  let [at, line] = [start, 0];
  let areWords = true;
  for (;;) {
    const value = valueAt(base64, text, at);
    if (value >= 0) {
      collected.add(at, value);
      // Words have capitals at their beginning alone, and no digits: chance hardly writes base64 so.
      if (value > lastLetter || (line > 0 && value <= lastCapital)) areWords = false;
      line += 1;
      at += 1;
    } else if (line >= shortestLine && isBetweenLines(text, at)) {
      at = afterSeparator(text, at);
      line = 0;
    } else {
      collected.endRun(areWords ? Infinity : shortest.base64);
      return at;
    }
  }
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

/** The runs of hexadecimal, with or without separators. */
export function hexRuns(text: string): Runs {
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

  get runs(): Runs {
    const [places, values] = [room.places.slice(0, this.#length), room.values.slice(0, this.#length)];
    return { places, values, ends: this.#ends };
  }
}
