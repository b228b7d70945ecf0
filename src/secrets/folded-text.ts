/** A text as it is searched: in lower case, without invisible characters. */
export interface FoldedText {
  readonly units: Uint16Array;
  /** Where in the traced text each unit stood; undefined if nothing was left out. */
  readonly places?: Uint32Array;
}

/** Marks a unit that is left out. */
const leftOut = 0;

/** Zero bytes of UTF-16, soft hyphens, fillers, zero-width and direction marks, tags, variation selectors, blanks. */
const invisible = /[\0\u2800\p{Cf}\p{Default_Ignorable_Code_Point}]/u;

/** Form encoding writes a space as a plus sign, XML a line break as a space, a page any space. */
const space = /[+\t\r\n\x85\p{Z}]/u;

/** A dash of any length, and the minus sign. */
const hyphen = /[\p{Pd}\u2212]/u;

const accents = /\p{M}/gu;
const letterOrDigit = /[\p{L}\p{N}]/u;

/** A character in lower case, without what only its print distinguishes: fullwidth, in bold, another space or hyphen. */
function visibleForm(character: string): number | undefined {
  if (invisible.test(character)) return leftOut;
  const small = character.normalize('NFKC').toLowerCase();
  if (space.test(small) && small.length === 1) return 0x20;
  if (hyphen.test(character)) return 0x2d;
  return small.length === 1 ? small.charCodeAt(0) : undefined;
}

/** A letter in lower case without its accents, or a digit. */
function squeezedForm(character: string): number | undefined {
  if (!letterOrDigit.test(character) || invisible.test(character)) return leftOut;
  const plain = character.normalize('NFKD');
  const small = (plain === character ? plain : plain.replace(accents, '')).toLowerCase();
  return small.length === 1 ? small.charCodeAt(0) : undefined;
}

/** How the units of a text are written to be searched, and its characters of two units. */
interface Form {
  /** The form of each unit, `unknown` until it occurs. */
  readonly units: Uint16Array;
  readonly learn: (unit: number) => number;
  /** One unit, nothing (`leftOut`), or undefined for a character that stays as it is. */
  readonly pair: (character: string) => number | undefined;
}

/** Marks a unit that did not occur yet; the unit itself is no character. */
const unknown = 0xffff;

/** So many pairs are remembered. */
const mostPairs = 4096;

function formBy(form: (character: string) => number | undefined): Form {
  const units = new Uint16Array(0x10000).fill(unknown);
  // Whether a first half of a pair is left out depends on the second one.
  units.fill(leftOut, 0xd800, 0xdc00);
  const learn = (unit: number) => (units[unit] = form(String.fromCharCode(unit)) ?? unit);
  const pairs = new Map<string, number | undefined>();
  const pair = (character: string): number | undefined => {
    if (pairs.has(character)) return pairs.get(character);
    if (pairs.size === mostPairs) pairs.clear();
    const found = form(character);
    pairs.set(character, found);
    return found;
  };
  return { units, learn, pair };
}

let visible: Form | undefined;
let lettersAndDigits: Form | undefined;

/** A text in lower case without invisible characters. */
export function folded(text: string): FoldedText {
  return mapped(text, (visible ??= formBy(visibleForm)));
}

/** Bytes read as characters, folded, without positions. */
export function foldedBytes(bytes: Uint8Array): Pick<FoldedText, 'units'> {
  const { units: map, learn } = (visible ??= formBy(visibleForm));
  const units = new Uint16Array(bytes.length);
  let written = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    let unit = map[byte] ?? leftOut;
    if (unit === unknown) unit = learn(byte);
    if (unit !== leftOut) units[written++] = unit;
  }
  return { units: units.subarray(0, written) };
}

/** The letters and digits of a text in lower case, to recognise a value whatever separates its characters. */
export function squeezed(text: string): FoldedText {
  return mapped(text, (lettersAndDigits ??= formBy(squeezedForm)));
}

function mapped(text: string, { units: map, learn, pair }: Form): FoldedText {
  const units = new Uint16Array(text.length);
  let places: Uint32Array | undefined;
  let written = 0;
  const write = (unit: number, place: number) => {
    units[written] = unit;
    if (places) places[written] = place;
    written += 1;
  };
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    let unit = map[code] ?? leftOut;
    if (unit === unknown) unit = learn(code);
    if (unit !== leftOut) {
      units[written] = unit;
      if (places) places[written] = at;
      written += 1;
      continue;
    }
    places ??= placesUpTo(written, text.length);
    if (!isFirstHalf(code)) continue;
    const isPair = isSecondHalf(text.charCodeAt(at + 1));
    const form = pair(isPair ? text.slice(at, at + 2) : text.charAt(at));
    if (form === undefined) write(code, at);
    else if (form !== leftOut) write(form, at);
    if (!isPair) continue;
    at += 1;
    if (form === undefined) write(text.charCodeAt(at), at);
  }
  return written === text.length ? { units } : { units: units.subarray(0, written), places };
}

/** Whether a unit begins a character of two. */
export function isFirstHalf(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

/** Whether a unit ends a character of two. */
export function isSecondHalf(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}

function placesUpTo(written: number, length: number): Uint32Array {
  const places = new Uint32Array(length);
  for (let at = 0; at < written; at += 1) places[at] = at;
  return places;
}

/** A folded text as a string, the form of patterns. */
export function stringOf({ units }: FoldedText): string {
  let text = '';
  for (let from = 0; from < units.length; from += 4096)
    text += String.fromCharCode(...units.subarray(from, from + 4096));
  return text;
}

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
