import type { Access } from '../identity/access';
import type { Exchange } from '../identity/exchange';
import { unverifiable } from './deviation';
import { received } from './received';

/** What must be true of a response by itself; see deviation.ts for how it says otherwise. */
export interface ResponseRule {
  /** What passes, in a few words: `a code that equals the status`. */
  readonly expects: string;
  /** @returns a note for a pass that is worth one */
  readonly judge: (response: Exchange) => string | void;
}

/** The access object of a response that is judged for its content; that it is missing is another rule's failure. */
export function accessOf(response: Exchange): Access {
  const access = response.status === 200 ? response.access() : undefined;
  return access ?? unverifiable(`There is no access object to judge: the response is ${received(response)}.`);
}
