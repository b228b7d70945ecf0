/** A text derived from another one, and where in that one each of its units stood. */
export interface MappedText {
  readonly text: string;
  /** Where in the original each UTF-16 unit begins and ends; undefined for the original itself. */
  readonly starts?: Uint32Array;
  readonly ends?: Uint32Array;
}

/** Where in the original the unit at `at` begins. */
export function startOf(traced: MappedText, at: number): number {
  return traced.starts ? (traced.starts[at] ?? 0) : at;
}

/** Where in the original the unit at `at` ends. */
export function endOf(traced: MappedText, at: number): number {
  return traced.ends ? (traced.ends[at] ?? 0) : at + 1;
}

/** Replaces matches in a traced text and keeps track of where everything came from. */
export class MappedReplacement {
  readonly #parts: string[] = [];
  readonly #starts: Uint32Array;
  readonly #ends: Uint32Array;
  #read = 0;
  #written = 0;

  constructor(readonly from: MappedText) {
    this.#starts = new Uint32Array(from.text.length);
    this.#ends = new Uint32Array(from.text.length);
  }

  /** Replaces the units from `start` to `end` with `by`, which must not be longer than they are. */
  replace(start: number, end: number, by: string): void {
    this.#keepUntil(start);
    for (let at = 0; at < by.length; at += 1) {
      this.#starts[this.#written + at] = startOf(this.from, start);
      this.#ends[this.#written + at] = endOf(this.from, end - 1);
    }
    this.#parts.push(by);
    this.#written += by.length;
    this.#read = end;
  }

  /** The text with its replacements. */
  end(): MappedText {
    this.#keepUntil(this.from.text.length);
    return {
      text: this.#parts.join(''),
      starts: this.#starts.subarray(0, this.#written),
      ends: this.#ends.subarray(0, this.#written),
    };
  }

  #keepUntil(end: number): void {
    for (let at = this.#read; at < end; at += 1) {
      const to = this.#written + at - this.#read;
      this.#starts[to] = startOf(this.from, at);
      this.#ends[to] = endOf(this.from, at);
    }
    this.#parts.push(this.from.text.slice(this.#read, end));
    this.#written += end - this.#read;
    this.#read = end;
  }
}

/** A text as it is searched: in lower case, without invisible characters. */
export interface FoldedText {
  readonly units: Uint16Array;
  /** Where in the traced text each unit stood; undefined if nothing was left out. */
  readonly places?: Uint32Array;
}

/** Marks a unit that is left out. */
const leftOut = 0;

/** Not visible: zero bytes of UTF-16, soft hyphens, fillers, zero-width and direction marks, variation selectors. */
const invisible: readonly (readonly [first: number, last: number])[] = [
  ...([0, 0xad, 0x34f, 0x61c, 0x3164, 0xfeff, 0xffa0] as const).map((code) => [code, code] as const),
  ...([
    [0x115f, 0x1160],
    [0x17b4, 0x17b5],
    [0x180b, 0x180f],
    [0x200b, 0x200f],
  ] as const),
  ...([
    [0x202a, 0x202e],
    [0x2060, 0x206f],
    [0xfe00, 0xfe0f],
  ] as const),
];

let visible: Uint16Array | undefined;
let lettersAndDigits: Uint16Array | undefined;

/** The folded form of each UTF-16 unit. Form encoding writes a space as a plus sign, XML a line break as a space. */
function visibleUnits(): Uint16Array {
  if (visible) return visible;
  const units = new Uint16Array(0x10000);
  // Many units at a time, which is many times faster.
  for (let code = 0; code < units.length; code += 0x100) units.set(inLowerCase(code, code + 0x100), code);
  for (const [first, last] of invisible) units.fill(leftOut, first, last + 1);
  for (const space of '+\t\r\n') units[space.charCodeAt(0)] = 0x20;
  return (visible = units);
}

/** The lower case of each unit of a range; a unit that would become two stays as it is. */
function inLowerCase(from: number, to: number): number[] {
  const codes = Array.from({ length: to - from }, (_, at) => from + at);
  const small = String.fromCharCode(...codes).toLowerCase();
  if (small.length === codes.length) return codes.map((_, at) => small.charCodeAt(at));
  return codes.flatMap((code) => (codes.length === 1 ? [code] : inLowerCase(code, code + 1)));
}

function lettersAndDigitsAlone(): Uint16Array {
  if (lettersAndDigits) return lettersAndDigits;
  const units = visibleUnits().slice();
  for (let code = 0; code < units.length; code += 1) {
    const unit = units[code] ?? leftOut;
    if (unit < 0x80 && !/[a-z\d]/.test(String.fromCharCode(unit))) units[code] = leftOut;
  }
  return (lettersAndDigits = units);
}

/** A text in lower case without invisible characters. */
export function folded(text: string): FoldedText {
  return mapped(text, visibleUnits());
}

/** Bytes read as characters, folded, without positions. */
export function foldedBytes(bytes: Uint8Array): Pick<FoldedText, 'units'> {
  const map = visibleUnits();
  const units = new Uint16Array(bytes.length);
  let written = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const unit = map[bytes[at] ?? 0] ?? leftOut;
    if (unit !== leftOut) units[written++] = unit;
  }
  return { units: units.subarray(0, written) };
}

/** The letters and digits of a text in lower case, to recognise a value whatever separates its characters. */
export function squeezed(text: string): FoldedText {
  return mapped(text, lettersAndDigitsAlone());
}

function mapped(text: string, map: Uint16Array): FoldedText {
  const units = new Uint16Array(text.length);
  let places: Uint32Array | undefined;
  let written = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = map[text.charCodeAt(at)] ?? leftOut;
    if (unit === leftOut) {
      places ??= counted(text.length, written);
      continue;
    }
    units[written] = unit;
    if (places) places[written] = at;
    written += 1;
  }
  return written === text.length ? { units } : { units: units.subarray(0, written), places };
}

function counted(length: number, upTo: number): Uint32Array {
  const places = new Uint32Array(length);
  for (let at = 0; at < upTo; at += 1) places[at] = at;
  return places;
}

/** A folded text as a string, the form of patterns. */
export function stringOf({ units }: FoldedText): string {
  let text = '';
  for (let from = 0; from < units.length; from += 4096)
    text += String.fromCharCode(...units.subarray(from, from + 4096));
  return text;
}
