import { FormIndex, type Finding } from './form-index';
import { ownCopy } from './own-copy';
import type { Secret } from './secret';
import { formsOf, levelsOf } from './secret-forms';

const maskPattern = /\[masked [^\]]+\]/g;

/** Characters of a secret beyond which only the secret itself is looked for: all its forms would take seconds and memory. */
const longestInAllForms = 64 * 1024;

/** How many bytes it takes, at most, to know a secret in all forms that are looked for; short ones take time as well. */
export function memoryOf(secret: Secret): number {
  const { length } = secret.reveal();
  return length > longestInAllForms ? 3 * length : 10_000 + 24 * length;
}

/** Knows the secrets of a run, those of the configuration and those that answers bring, and hides them in any text. */
export class Masker {
  readonly #values = new Set<string>();
  readonly #masks = new Set<string>();
  readonly #forms = new FormIndex();
  #longest = 0;

  /** Characters of the longest secret that is known. */
  get longest(): number {
    return this.#longest;
  }

  knows(secret: Secret): boolean {
    return this.#values.has(secret.reveal());
  }

  /** From now on the secret is hidden, in every form in which a server may repeat it. */
  add(secret: Secret): Secret {
    const value = secret.reveal();
    if (value === '' || this.#values.has(value)) return secret;
    this.#values.add(value);
    this.#masks.add(secret.mask);
    this.#longest = Math.max(this.#longest, value.length);
    const forms = value.length > longestInAllForms ? [{ text: value, before: 0, after: 0 }] : formsOf(value);
    for (const form of forms) this.#forms.add(form, secret.mask);
    return secret;
  }

  /** The text with every secret behind its mask; masks that it holds already are left as they are. */
  mask(text: string): string {
    if (this.#values.size === 0) return text;
    let masked = '';
    let from = 0;
    for (const { 0: mask, index } of text.matchAll(maskPattern)) {
      if (!this.#masks.has(mask)) continue;
      masked += this.#maskPart(text.slice(from, index)) + mask;
      from = index + mask.length;
    }
    return masked + this.#maskPart(text.slice(from));
  }

  #maskPart(text: string): string {
    const findings: Finding[] = [];
    for (const level of levelsOf(text)) findings.push(...this.#forms.findIn(level));
    let masked = '';
    let from = 0;
    for (const { start, end, mask } of merged(findings)) {
      masked += text.slice(from, start) + mask;
      from = end;
    }
    return masked + text.slice(from);
  }
}

/** Findings in order; of those that overlap one, with the mask of the longest. */
function merged(findings: readonly Finding[]): Finding[] {
  const ordered = [...findings].sort((a, b) => a.start - b.start);
  const result: Finding[] = [];
  let longest = 0;
  for (const finding of ordered) {
    const last = result.at(-1);
    const length = finding.end - finding.start;
    if (!last || finding.start >= last.end) {
      result.push(finding);
      longest = length;
      continue;
    }
    const mask = length > longest ? finding.mask : last.mask;
    longest = Math.max(longest, length);
    result[result.length - 1] = { start: last.start, end: Math.max(last.end, finding.end), mask };
  }
  return result;
}

/**
 * A text masked and then cut, in this order: a secret that is cut first is no longer known, and its head would be
 * shown. A mask is not cut in two either.
 *
 * @param most characters of the masked text that are kept
 */
export function cutAfterMasking(text: string, most: number, mask: (text: string) => string): string {
  const masked = mask(text);
  if (masked.length <= most) return masked;
  const spans = masked.matchAll(maskPattern);
  const cutMask = [...spans].find(({ 0: mask, index }) => index < most && index + mask.length > most);
  return ownCopy(`${masked.slice(0, cutMask?.index ?? most).replace(/[\ud800-\udbff]$/, '')}…`);
}
