import { ownWords } from '../contract/own-words';
import { folded } from './folded-text';
import { shortestPattern } from './pattern-set';

/** Digits of a number that could be a status, a year or a part of an id. */
const mostDigits = 5;

/** A word of a language, in one piece and one case. */
const word = /^(?:[a-z]+|[A-Z][a-z]*|[A-Z]+)$/;

/**
 * Whether a secret can be distinguished from other text wherever it occurs. One that cannot, a few characters, a short number
 * or a word of this suite, is masked where a secret stands and nowhere else: it would blot out text that says nothing
 * of it, and what is blotted out would show what it is.
 */
export function isDistinctive(value: string): boolean {
  if (folded(value).units.length < shortestPattern) return false;
  if (/^\d+$/.test(value)) return value.length > mostDigits;
  return !word.test(value) || !ownWords().has(value.toLowerCase());
}
