import { randomInt } from 'node:crypto';

/** Length of the pieces of a long secret, in units. */
export const pieceLength = 256;

/** Odd, and drawn at random for each process, so that nobody can construct pieces with equal hashes. */
const bases = [randomInt(0x3fffffff) * 2 + 1, randomInt(0x3fffffff) * 2 + 1] as const;
/** The factor of the unit that leaves a window. */
const outgoing = bases.map((base) => power(base, pieceLength)) as [number, number];

/**
 * Recognises long secrets by consecutive pieces, the last one aligned to the end, each by two rolling hashes (R. M.
 * Karp, M. O. Rabin, 1987): an automaton would take forty times the memory. A piece alone is found as well.
 */
export class LongPatterns<Meaning> {
  readonly #pieces = new Map<number, Meaning>();
  /** Whether a piece has a hash with these upper 16 bits. */
  readonly #filter = new Uint8Array(0x10000);

  /** @param text at least `pieceLength` units */
  add(text: string, meaning: Meaning): void {
    const last = text.length - pieceLength;
    for (let at = 0; at < last; at += pieceLength) this.#addPiece(text, at, meaning);
    this.#addPiece(text, last, meaning);
  }

  findIn(units: Uint16Array, found: (end: number, length: number, meaning: Meaning) => void): void {
    if (this.#pieces.size === 0) return;
    let [first, second] = [0, 0];
    for (let at = 0; at < units.length; at += 1) {
      const entering = (units[at] ?? 0) + 1;
      const leaving = at < pieceLength ? 0 : (units[at - pieceLength] ?? 0) + 1;
      first = (Math.imul(first, bases[0]) + entering - Math.imul(leaving, outgoing[0])) | 0;
      second = (Math.imul(second, bases[1]) + entering - Math.imul(leaving, outgoing[1])) | 0;
      if (at < pieceLength - 1 || this.#filter[first >>> 16] !== 1) continue;
      const meaning = this.#pieces.get(keyOf(first, second));
      if (meaning !== undefined) found(at + 1, pieceLength, meaning);
    }
  }

  #addPiece(text: string, from: number, meaning: Meaning): void {
    let [first, second] = [0, 0];
    for (let at = from; at < from + pieceLength; at += 1) {
      first = (Math.imul(first, bases[0]) + text.charCodeAt(at) + 1) | 0;
      second = (Math.imul(second, bases[1]) + text.charCodeAt(at) + 1) | 0;
    }
    const key = keyOf(first, second);
    if (!this.#pieces.has(key)) this.#pieces.set(key, meaning);
    this.#filter[first >>> 16] = 1;
  }
}

/** 53 bits of both hashes: a number holds them exactly. */
function keyOf(first: number, second: number): number {
  return (first >>> 0) * 0x200000 + (second >>> 11);
}

function power(base: number, exponent: number): number {
  let result = 1;
  for (let times = 0; times < exponent; times += 1) result = Math.imul(result, base);
  return result;
}
