import { PatternAutomaton, type Found, type Pattern } from './pattern-automaton';

/** Units of the shortest pattern: a place where none begins is told by so many. */
export const shortestPattern = 4;

/** How much larger an automaton is than all newer ones together. */
const ratio = 4;

/**
 * A growing set of patterns that is searched in one pass. What is added goes into an automaton of its own, and is put
 * together with older ones before they are many: each pattern is built into few of them, however long the run.
 */
export class PatternSet<Meaning> {
  readonly #automata: PatternAutomaton<Meaning>[] = [];
  readonly #known = new Set<string>();
  #pending: Pattern<Meaning>[] = [];
  /** Whether a pattern may begin with four units, by 16 bits mixed of them: asked for every unit of a text. */
  readonly #beginnings = new Uint8Array(0x10000);

  get isEmpty(): boolean {
    return this.#known.size === 0;
  }

  /** Adds a pattern of at least `shortestPattern` units; where it is known already, its first meaning stays. */
  add(text: string, meaning: Meaning): void {
    if (text.length < shortestPattern || this.#known.has(text)) return;
    this.#known.add(text);
    this.#pending.push({ text, meaning });
    let key = 0;
    for (let at = 0; at < shortestPattern; at += 1) key = shifted(key, text.charCodeAt(at));
    this.#beginnings[mixed(key)] = 1;
  }

  /** Finds the longest pattern that ends at each place of a text. */
  findIn(units: Uint16Array, found: Found<Meaning>): void {
    if (this.#pending.length > 0) this.#build();
    const first = this.#nextStart(units, 0);
    if (first >= units.length) return;
    for (const automaton of this.#automata)
      automaton.findIn(units, (from) => (from <= first ? first : this.#nextStart(units, from)), found);
  }

  #build(): void {
    let patterns = this.#pending;
    let size = sizeOf(patterns);
    for (let last = this.#automata.at(-1); last && last.size <= ratio * size; last = this.#automata.at(-1)) {
      this.#automata.pop();
      patterns = [...last.patterns, ...patterns];
      size += last.size;
    }
    this.#automata.push(new PatternAutomaton(patterns));
    this.#pending = [];
  }

  #nextStart(units: Uint16Array, from: number): number {
    let key = 0;
    for (let at = from; at < units.length; at += 1) {
      key = shifted(key, units[at] ?? 0);
      if (at - from >= shortestPattern - 1 && this.#beginnings[mixed(key)] === 1)
        return at - shortestPattern + 1;
    }
    return units.length;
  }
}

function sizeOf(patterns: readonly Pattern<unknown>[]): number {
  return patterns.reduce((sum, { text }) => sum + text.length, 0);
}

/** The key of the last four units; of an older one nothing is left in its 32 bits. */
function shifted(key: number, unit: number): number {
  return ((key << 8) ^ unit) | 0;
}

function mixed(key: number): number {
  return (Math.imul(key, 0x9e3779b1) >>> 16) & 0xffff;
}
