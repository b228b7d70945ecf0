/** A text as it is searched: letter case folded, what nobody sees left out. */
export interface FoldedText {
  readonly units: Uint16Array;
  /** Where in the traced text each unit stood; undefined where nothing was left out. */
  readonly places?: Uint32Array;
}

/** Instead of a unit: it is left out. */
const leftOut = 0;

/** Shown as nothing: zero bytes of UTF-16, soft hyphens, zero-width and direction marks, variation selectors. */
const invisible =
  /[\0\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]/;

let visible: Uint16Array | undefined;
let lettersAndDigits: Uint16Array | undefined;

/** What becomes of each UTF-16 unit. Form encoding writes a space as a plus sign, XML a line break as a space. */
function visibleUnits(): Uint16Array {
  return (visible ??= Uint16Array.from({ length: 0x10000 }, (_, code) => {
    const unit = String.fromCharCode(code);
    if (invisible.test(unit)) return leftOut;
    if ('+\t\r\n'.includes(unit)) return 0x20;
    const small = unit.toLowerCase();
    return small.length === 1 ? small.charCodeAt(0) : code;
  }));
}

function lettersAndDigitsAlone(): Uint16Array {
  return (lettersAndDigits ??= visibleUnits().map((unit) =>
    unit < 0x80 && !/[a-z\d]/.test(String.fromCharCode(unit)) ? leftOut : unit,
  ));
}

/** A text in small letters without what is invisible. */
export function folded(text: string): FoldedText {
  return mapped(text, visibleUnits());
}

/** The letters and digits of a text, in small letters: what is left of a value whatever stands between its characters. */
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

/** Units of a folded text as a string, as patterns are kept. */
export function stringOf({ units }: FoldedText): string {
  let text = '';
  for (let from = 0; from < units.length; from += 4096)
    text += String.fromCharCode(...units.subarray(from, from + 4096));
  return text;
}
