/** A text that was read out of another one, and where in that one each of its units stood. */
export interface TracedText {
  readonly text: string;
  /** The place of each UTF-16 unit in the first text, and the end of that; undefined for the first text itself. */
  readonly origin?: Uint32Array;
}

/** Where in the first text the unit at `at` began; `at` may be the length, for the end of the text. */
export function originOf(traced: TracedText, at: number): number {
  return traced.origin ? (traced.origin[at] ?? 0) : at;
}

/** Replaces matches in a traced text and keeps count of where everything came from. */
export class TracedReplacement {
  readonly #parts: string[] = [];
  readonly #origin: Uint32Array;
  #read = 0;
  #written = 0;

  constructor(readonly from: TracedText) {
    this.#origin = new Uint32Array(from.text.length + 1);
  }

  /** Puts `by`, which is no longer than what it stands for, in the place of the units from `start` to `end`. */
  replace(start: number, end: number, by: string): void {
    this.#keepUntil(start);
    for (let at = 0; at < by.length; at += 1) this.#origin[this.#written + at] = originOf(this.from, start);
    this.#parts.push(by);
    this.#written += by.length;
    this.#read = end;
  }

  /** The text with its replacements. */
  end(): TracedText {
    this.#keepUntil(this.from.text.length);
    this.#origin[this.#written] = originOf(this.from, this.from.text.length);
    return { text: this.#parts.join(''), origin: this.#origin.subarray(0, this.#written + 1) };
  }

  #keepUntil(end: number): void {
    if (this.from.origin) this.#origin.set(this.from.origin.subarray(this.#read, end), this.#written);
    else for (let at = this.#read; at < end; at += 1) this.#origin[this.#written + at - this.#read] = at;
    this.#parts.push(this.from.text.slice(this.#read, end));
    this.#written += end - this.#read;
    this.#read = end;
  }
}
