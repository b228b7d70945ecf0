import type { Visit } from '../protocol/body-members';
import type { Secret } from '../protocol/secret';
import { escapeLevels, formsOf, isDistinctive, readingsOf, squeezedForm } from './decoded-readings';
import { type Finding, note, withMasks } from './findings';
import {
  endOf,
  folded,
  foldedBytes,
  type FoldedText,
  type MappedText,
  squeezed,
  startOf,
  stringOf,
} from './folded-text';
import { LongPatterns, pieceLength } from './long-patterns';
import { PatternSet } from './pattern-set';
import { detachedCopy, kindAnnounced, visitHeader, visitText } from './response-secrets';

/** A mask as it appears in a text; no label has a bracket in it. */
const maskPattern = /\[masked [^\][]+\]/g;

/** A longer secret, in units, is known by its pieces: all its forms would take too much memory. */
const longestWhole = 2 * pieceLength;

/** The cache of masked texts: how many, and the longest in units. */
const cached = { texts: 10_000, length: 1024 };

/** The most bytes it takes to know a secret in all forms that are looked for. */
export function memoryOf(secret: Secret): number {
  const { length } = secret.reveal();
  return length > longestWhole ? 3 * length + 1000 : 1000 + 150 * length;
}

/** Knows the secrets of a run, from the configuration and from responses, and masks them in any text. */
export class Masker {
  readonly #values = new Set<string>();
  readonly #masks = new Set<string>();
  readonly #patterns = new PatternSet<string>();
  readonly #squeezed = new PatternSet<string>();
  readonly #long = new LongPatterns<string>();
  /** Masks of the secrets that are recognised only by their place. */
  readonly #indistinct = new Map<string, string>();
  readonly #open: ReadonlySet<string>;
  #longest = 0;
  /** Short texts masked since the last secret was added: a report repeats most of its texts. */
  readonly #masked = new Map<string, string>();

  /** @param open values that are shown even if a secret is the same, such as user names */
  constructor(open: Iterable<string> = []) {
    this.#open = new Set([...open].map((value) => stringOf(folded(value))));
  }

  /** Characters of the longest secret that is known. */
  get longest(): number {
    return this.#longest;
  }

  get size(): number {
    return this.#values.size;
  }

  knows(secret: Secret): boolean {
    return this.#values.has(secret.reveal());
  }

  /**
   * Masks the secret from now on, in every form in which a server may repeat it; one that is not distinctive, only
   * where a secret is expected.
   */
  add(secret: Secret): Secret {
    const value = secret.reveal();
    if (value === '' || this.#values.has(value)) return secret;
    const { mask } = secret;
    this.#values.add(value);
    this.#masks.add(mask);
    this.#masked.clear();
    this.#longest = Math.max(this.#longest, value.length);
    const whole = stringOf(folded(value));
    if (!isDistinctive(value) || this.#open.has(whole)) this.#indistinct.set(value, mask);
    else if (value.length > longestWhole) {
      if (whole.length >= pieceLength) this.#long.add(whole, mask);
      else this.#patterns.add(whole, mask);
    } else {
      for (const form of formsOf(value)) this.#patterns.add(form, mask);
      const letters = squeezedForm(value);
      if (letters !== undefined) this.#squeezed.add(letters, mask);
    }
    return secret;
  }

  /**
   * The text with every secret masked; masks already in it are left as they are.
   *
   * @param until where the returned text ends; a secret that begins before it is masked in full
   */
  mask(text: string, until = text.length): string {
    const known = this.#masked.get(text);
    if (known !== undefined && until === text.length) return known;
    const masked = withMasks(
      text,
      this.#findings(text, (part) => this.#findIn(part)),
      until,
    );
    if (text.length <= cached.length && until === text.length && this.#masked.size < cached.texts)
      this.#masked.set(text, masked);
    return masked;
  }

  /** The masked value of a header, whose name may announce a secret. */
  maskHeader(name: string, value: string): string {
    const masked = this.mask(value);
    if (this.#indistinct.size === 0) return masked;
    const findIn = (part: string) => {
      const findings: Finding[] = [];
      visitHeader(name.toLowerCase(), part, this.#byPlace({ text: part }, findings));
      return findings;
    };
    return withMasks(masked, this.#findings(masked, findIn));
  }

  /** The masks already in a text, and what is found between them. */
  #findings(text: string, findIn: (part: string) => Finding[]): Finding[] {
    if (this.#values.size === 0 || text === '') return [];
    const findings: Finding[] = [];
    const addFrom = (from: number, to: number) => {
      for (const { start, end, mask } of findIn(text.slice(from, to)))
        findings.push({ start: start + from, end: end + from, mask });
    };
    let from = 0;
    for (const { 0: mask, index } of text.matchAll(maskPattern)) {
      if (!this.#masks.has(mask)) continue;
      addFrom(from, index);
      from = index + mask.length;
      findings.push({ start: index, end: from, mask });
    }
    addFrom(from, text.length);
    return findings;
  }

  readonly #holds = (bytes: Uint8Array): boolean => {
    const { units } = foldedBytes(bytes);
    let isHeld = false;
    const found = () => void (isHeld = true);
    this.#patterns.findIn(units, found);
    this.#long.findIn(units, found);
    return isHeld;
  };

  #findIn(text: string): Finding[] {
    const findings: Finding[] = [];
    const levels = [...escapeLevels({ text })];
    for (const reading of readingsOf(levels, this.#holds)) {
      const units = folded(reading.text);
      this.#patterns.findIn(units.units, found(findings, units, reading));
      this.#long.findIn(units.units, found(findings, units, reading));
    }
    if (!this.#squeezed.isEmpty)
      for (const reading of levels) {
        const units = squeezed(reading.text);
        this.#squeezed.findIn(units.units, found(findings, units, reading));
      }
    if (this.#indistinct.size > 0)
      for (const reading of levels)
        visitText(reading.text, this.#byPlace(reading, findings), { words: true, depth: Infinity });
    return findings;
  }

  /** Finds secrets that are recognised by their name alone. */
  #byPlace(reading: MappedText, findings: Finding[]): Visit {
    return (path, name, value, at) => {
      const mask = this.#indistinct.get(value);
      if (mask === undefined || !kindAnnounced(path, name)) return;
      const end = endOf(reading, at + value.length - 1);
      findings.push({ start: startOf(reading, at), end, mask });
    };
  }
}

/** Notes what is found in a reading by its place in the original text. */
function found(findings: Finding[], { places }: FoldedText, reading: MappedText) {
  return (to: number, length: number, mask: string) => {
    const [first, last] = places ? [places[to - length] ?? 0, places[to - 1] ?? 0] : [to - length, to - 1];
    note(findings, startOf(reading, first), endOf(reading, last), mask);
  };
}

/**
 * Masks a text, then cuts it: a secret that was cut first would not be recognised, and its beginning would be shown. A
 * mask is not cut in two either.
 *
 * @param most characters of the masked text that are kept
 */
export function cutAfterMasking(text: string, most: number, mask: (text: string) => string): string {
  const masked = mask(text);
  if (masked.length <= most) return masked;
  const spans = masked.matchAll(maskPattern);
  const cutMask = [...spans].find(({ 0: mask, index }) => index < most && index + mask.length > most);
  return detachedCopy(`${masked.slice(0, cutMask?.index ?? most).replace(/[\ud800-\udbff]$/, '')}…`);
}

/**
 * Runs work that knows secrets, and masks an exception from it, including its stack and causes: whatever prints it
 * later no longer knows the secrets.
 */
export async function withMaskedErrors<T>(
  mask: (text: string) => string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw masked(error, mask);
  }
}

function masked(error: unknown, mask: (text: string) => string): unknown {
  if (!(error instanceof Error)) return typeof error === 'string' ? mask(error) : error;
  const { stack, cause } = error;
  error.message = mask(error.message);
  if (stack !== undefined) error.stack = mask(stack);
  if (cause !== undefined && cause !== error) error.cause = masked(cause, mask);
  return error;
}
