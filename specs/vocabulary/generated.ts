import fc from 'fast-check';
import type { Format } from '../../src/identity/format';
import { tokenRequest, type TokenRequest } from '../../src/identity/token-request';
import { bodiesIn } from './generated-bodies';

/** Requests that are made up while a run goes on. */
export interface Generated {
  readonly generate: Format;
}

/** Requests with generated bodies of a format; the answer is asked for in the same one. */
export function generated(format: Format): Generated {
  return { generate: format };
}

/** How many requests are made up in a run, and from what they can be made up again. */
export interface Generation {
  readonly seed: number;
  /** Of each format. */
  readonly requests: number;
}

/** The requests that `smallestFailing` begins with, in its order. */
export function generatedRequests(format: Format, { seed, requests }: Generation): TokenRequest[] {
  if (requests === 0) return [];
  return fc
    .sample(bodiesIn(format), { seed, numRuns: requests })
    .map((body) => tokenRequest({ format, body }));
}

/** Requests beyond the first failing one that the search for the smallest may send, as a multiple of all others. */
const shrinking = 2;

/**
 * Sends generated requests one after another until one fails, then smaller ones, and gives the smallest that
 * still fails; undefined when all hold.
 *
 * @param holds sends a request and judges its answer
 */
export async function smallestFailing(
  format: Format,
  { seed, requests }: Generation,
  holds: (request: TokenRequest) => Promise<boolean>,
): Promise<TokenRequest | undefined> {
  let left = requests * (1 + shrinking);
  const property = fc.asyncProperty(bodiesIn(format), async (body) => {
    left -= 1;
    return left < 0 || (await holds(tokenRequest({ format, body })));
  });
  const { counterexample } = await fc.check(property, { seed, numRuns: requests });
  return counterexample ? tokenRequest({ format, body: counterexample[0] }) : undefined;
}
