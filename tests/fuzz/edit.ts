import fc from 'fast-check';
import type { Message } from './message';

/** One change of a response; what it needs to decide has been drawn before. */
export interface Edit {
  readonly name: string;
  readonly change: (message: Message) => Message;
}

/** An edit whose parameters are drawn. */
export function edit<T>(
  name: string,
  drawn: fc.Arbitrary<T>,
  change: (message: Message, parameters: T) => Message,
): fc.Arbitrary<Edit> {
  return drawn.map((parameters) => ({ name, change: (message) => change(message, parameters) }));
}

/** A place in something whose size is not known yet: a fraction from 0 to 1, without 1. */
export const anywhere = fc.integer({ min: 0, max: 2 ** 30 - 1 }).map((place) => place / 2 ** 30);

/** The item at such a place; undefined where there is none. */
export function itemAt<T>(items: readonly T[], place: number): T | undefined {
  return items[Math.floor(place * items.length)];
}

/** A number up to `most`, of each order of magnitude as often. */
export function sizeUpTo(most: number): fc.Arbitrary<number> {
  return anywhere.map((place) => Math.floor(Math.exp(place * Math.log(most))));
}
