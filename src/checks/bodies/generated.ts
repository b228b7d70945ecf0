import fc from 'fast-check';
import { tokenRequest, type TokenRequest } from '../../http/request/token-request';
import type { Format } from '../../protocol/format';
import { bodiesIn } from './generated-bodies';

/** Requests that are generated during a run. */
export interface Generated {
  readonly generate: Format;
}

/** Requests with generated bodies of a format; the response is asked for in the same one. */
export function generated(format: Format): Generated {
  return { generate: format };
}

/** How many requests are generated in a run, and the seed that reproduces them. */
export interface Generation {
  readonly seed: number;
  /** Per format. */
  readonly requests: number;
  /** Whether combinations are made of every three values instead of every two. */
  readonly thorough?: boolean;
}

/**
 * The user name in generated requests, which nobody has; equal seeds give equal names. It has characters that databases
 * and templates misinterpret.
 */
export function generatedUsername(seed: number): string {
  return `nobody-at-all-${seed}'"%_\\$; Été🙂`;
}

/** The requests that `smallestFailing` begins with, in its order. */
export function generatedRequests(format: Format, { seed, requests }: Generation): TokenRequest[] {
  if (requests === 0) return [];
  return fc
    .sample(bodiesIn(format, generatedUsername(seed)), { seed, numRuns: requests })
    .map((body) => asRequest(format, body));
}

/** Requests beyond the first failing one that the search for the smallest may send, as a multiple of all others. */
const shrinking = 2;

/**
 * Sends generated requests one after another until one fails, then smaller ones, and gives the smallest that
 * still fails; undefined when all hold.
 *
 * @param holds sends a request and judges its response
 */
export async function smallestFailing(
  format: Format,
  { seed, requests }: Generation,
  holds: (request: TokenRequest) => Promise<boolean>,
): Promise<TokenRequest | undefined> {
  let left = requests * (1 + shrinking);
  const property = fc.asyncProperty(bodiesIn(format, generatedUsername(seed)), async (body) => {
    left -= 1;
    return left < 0 || (await holds(asRequest(format, body)));
  });
  const { counterexample } = await fc.check(property, { seed, numRuns: requests });
  return counterexample ? asRequest(format, counterexample[0]) : undefined;
}

/** As bytes: what looks like a reference in a generated text is text. */
function asRequest(format: Format, body: string): TokenRequest {
  return tokenRequest({ format, body: Buffer.from(body, 'utf8') });
}
