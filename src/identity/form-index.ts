import type { SecretForm } from './secret-forms';
import { originOf, type TracedText } from './traced-text';

/** A part of a text that gives a secret away, and the mask that hides it. */
export interface Finding {
  readonly start: number;
  end: number;
  readonly mask: string;
}

interface Entry extends SecretForm {
  readonly mask: string;
}

/** Forms are looked up by so many of their first characters. */
const gram = 4;

/** Finds any of thousands of forms in one pass over a text. */
export class FormIndex {
  readonly #long = new Map<number, Entry[]>();
  readonly #short: Entry[] = [];
  readonly #known = new Set<string>();
  /** Whether a key may be in the map, by its last 16 bits mixed: asked for every character of a text. */
  readonly #filter = new Uint8Array(0x10000);

  /** Adds a form; where it is known already, its first mask stays. */
  add(form: SecretForm, mask: string): void {
    const text = comparable(form.text);
    if (text === '' || this.#known.has(text)) return;
    this.#known.add(text);
    const entry = { ...form, text, mask };
    if (text.length < gram) {
      this.#short.push(entry);
      return;
    }
    let key = 0;
    for (let at = 0; at < gram; at += 1) key = shifted(key, text.charCodeAt(at));
    this.#filter[mixed(key)] = 1;
    const others = this.#long.get(key) ?? [];
    // The longest first, so that the first that fits says the most.
    others.splice(placeBehind(others, text.length), 0, entry);
    this.#long.set(key, others);
  }

  /** What gives a secret away in a text, as places in the first text that it was read from. */
  findIn(traced: TracedText): Finding[] {
    const text = comparable(traced.text);
    const findings: Finding[] = [];
    let key = 0;
    for (let at = 0; at < text.length; at += 1) {
      key = shifted(key, text.charCodeAt(at));
      if (this.#filter[mixed(key)] !== 1 || at < gram - 1) continue;
      const start = at - gram + 1;
      const entry = this.#long.get(key)?.find((form) => text.startsWith(form.text, start));
      if (entry) note(findings, traced, start, entry);
    }
    for (const entry of this.#short)
      for (let start = text.indexOf(entry.text); start >= 0; start = text.indexOf(entry.text, start + 1))
        note(findings, traced, start, entry);
    return findings;
  }
}

/** Where the first shorter form stands. Tokens of one server mostly begin alike, so that there may be thousands. */
function placeBehind(ordered: readonly Entry[], length: number): number {
  let [from, to] = [0, ordered.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((ordered[middle]?.text.length ?? 0) >= length) from = middle + 1;
    else to = middle;
  }
  return from;
}

function note(
  findings: Finding[],
  traced: TracedText,
  at: number,
  { text, before, after, mask }: Entry,
): void {
  const start = originOf(traced, Math.max(0, at - before));
  const end = originOf(traced, Math.min(traced.text.length, at + text.length + after));
  const last = findings.at(-1);
  // A text may hold a form at every place, each overlapping the next.
  if (last && last.mask === mask && start >= last.start && start < last.end)
    last.end = Math.max(last.end, end);
  else findings.push({ start, end, mask });
}

/** Form encoding writes a space as a plus sign, XML a line break as a space. */
function comparable(text: string): string {
  return text.replace(/[+\t\r\n]/g, ' ');
}

/** The key of the last four characters; of an older one nothing is left in its 32 bits. */
function shifted(key: number, unit: number): number {
  return ((key << 8) ^ unit) | 0;
}

function mixed(key: number): number {
  return (Math.imul(key, 0x9e3779b1) >>> 16) & 0xffff;
}
