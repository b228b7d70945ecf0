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
