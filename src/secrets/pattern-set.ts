import { randomInt } from 'node:crypto';

/** The shortest pattern, in units: so many rule out that one begins at a place. */
export const shortestPattern = 4;

/** How much larger an automaton is than all newer ones together. */
const ratio = 4;

/**
 * A growing set of patterns that is searched in one pass. New patterns go into an automaton of their own, which is
 * merged with older ones as they accumulate, so that each pattern is rebuilt only a few times, however long the run.
 */
export class PatternSet<Meaning> {
  readonly #automata: PatternAutomaton<Meaning>[] = [];
  readonly #known = new Set<string>();
  #pending: Pattern<Meaning>[] = [];
  /** Whether a pattern may begin with four units, by a 16-bit hash of them: asked for every unit of a text. */
  readonly #beginnings = new Uint8Array(0x10000);

  get isEmpty(): boolean {
    return this.#known.size === 0;
  }

  /** Adds a pattern of at least `shortestPattern` units; if it is known already, its first meaning stays. */
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
    let size = patterns.reduce((sum, { text }) => sum + text.length, 0);
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

/** The key of the last four units: older ones are shifted out of its 32 bits. */
function shifted(key: number, unit: number): number {
  return ((key << 8) ^ unit) | 0;
}

function mixed(key: number): number {
  return (Math.imul(key, 0x9e3779b1) >>> 16) & 0xffff;
}

/** A text to find, already folded, and what finding it means. */
interface Pattern<Meaning> {
  readonly text: string;
  readonly meaning: Meaning;
}

/** Called for the longest of the patterns that end before `end`. */
type Found<Meaning> = (end: number, length: number, meaning: Meaning) => void;

const none = 0;

/** So that nobody can make up secrets that all collide in the table. */
const seed = randomInt(0x7fffffff);

/**
 * Finds all of many patterns in one pass (A. V. Aho, M. J. Corasick, Efficient string matching, 1975), in time
 * proportional to the text, however the patterns overlap or share beginnings. Its typed arrays take some forty bytes
 * for each unit of a pattern, where the usual nested maps would take hundreds.
 */
class PatternAutomaton<Meaning> {
  /** Nodes are numbered from 0, the root; a child is found in a table by its parent and unit. */
  readonly #slots: number;
  readonly #parents: Int32Array;
  readonly #units: Uint16Array;
  readonly #children: Int32Array;
  readonly #fallbacks: Int32Array;
  /** The longest pattern that ends at a node, counted from 1. */
  readonly #ending: Int32Array;
  #nodes = 1;

  constructor(readonly patterns: readonly Pattern<Meaning>[]) {
    const most = patterns.reduce((sum, { text }) => sum + text.length, 1);
    this.#slots = 1 << Math.ceil(Math.log2(most * 1.5 + 2));
    this.#parents = new Int32Array(this.#slots).fill(-1);
    this.#units = new Uint16Array(this.#slots);
    this.#children = new Int32Array(this.#slots);
    const ending = new Int32Array(most);
    const above = new Int32Array(most);
    const unitOf = new Uint16Array(most);
    const depths = new Int32Array(most);
    patterns.forEach(({ text }, index) => {
      let node = 0;
      for (let at = 0; at < text.length; at += 1) {
        const unit = text.charCodeAt(at);
        const slot = this.#slot(node, unit);
        if (this.#parents[slot] === -1) {
          this.#parents[slot] = node;
          this.#units[slot] = unit;
          this.#children[slot] = this.#nodes;
          above[this.#nodes] = node;
          unitOf[this.#nodes] = unit;
          depths[this.#nodes] = at + 1;
          this.#nodes += 1;
        }
        node = this.#children[slot] ?? 0;
      }
      if (ending[node] === none) ending[node] = index + 1;
    });
    this.#ending = ending.slice(0, this.#nodes);
    this.#fallbacks = new Int32Array(this.#nodes);
    for (const node of byDepth(depths, this.#nodes))
      this.#complete(node, above[node] ?? 0, unitOf[node] ?? 0);
  }

  get size(): number {
    return this.#nodes;
  }

  /**
   * @param nextStart the next place, from the given one on, where a pattern may begin; the length of the text if none
   */
  findIn(units: Uint16Array, nextStart: (from: number) => number, found: Found<Meaning>): void {
    let node = 0;
    for (let at = nextStart(0); at < units.length; at += 1) {
      node = this.#step(node, units[at] ?? 0);
      const index = this.#ending[node] ?? none;
      if (index !== none) {
        const pattern = this.patterns[index - 1];
        if (pattern) found(at + 1, pattern.text.length, pattern.meaning);
      }
      if (node === 0) at = nextStart(at + 1) - 1;
    }
  }

  #step(from: number, unit: number): number {
    for (let node = from; ; node = this.#fallbacks[node] ?? 0) {
      const slot = this.#slot(node, unit);
      if (this.#parents[slot] === node) return this.#children[slot] ?? 0;
      if (node === 0) return 0;
    }
  }

  /** Sets the fallback and the ending of a node, after those of all nodes above it. */
  #complete(node: number, parent: number, unit: number): void {
    const fallback = parent === 0 ? 0 : this.#step(this.#fallbacks[parent] ?? 0, unit);
    this.#fallbacks[node] = fallback;
    if (this.#ending[node] === none) this.#ending[node] = this.#ending[fallback] ?? none;
  }

  /** The slot of a child, or the free one where it belongs. */
  #slot(node: number, unit: number): number {
    const mask = this.#slots - 1;
    let slot = Math.imul(Math.imul(node, 0x9e3779b1) ^ (unit + seed), 0x85ebca6b) >>> 0;
    slot = (slot ^ (slot >>> 15)) & mask;
    while (this.#parents[slot] !== -1 && (this.#parents[slot] !== node || this.#units[slot] !== unit))
      slot = (slot + 1) & mask;
    return slot;
  }
}

/** All nodes but the root, by increasing depth. */
function byDepth(depths: Int32Array, nodes: number): Int32Array {
  const deepest = depths.reduce((most, depth) => Math.max(most, depth), 0);
  const from = new Int32Array(deepest + 2);
  const add = (index: number, count: number) => void (from[index] = (from[index] ?? 0) + count);
  for (let node = 1; node < nodes; node += 1) add((depths[node] ?? 0) + 1, 1);
  for (let depth = 1; depth < from.length; depth += 1) add(depth, from[depth - 1] ?? 0);
  const ordered = new Int32Array(nodes - 1);
  for (let node = 1; node < nodes; node += 1) {
    const depth = depths[node] ?? 0;
    const place = from[depth] ?? 0;
    ordered[place] = node;
    from[depth] = place + 1;
  }
  return ordered;
}
