import type { Behaviour } from '../behaviour';
import type { Effect } from '../deviations/effect';
import type { Condition } from '../deviations/conditions';

/** A difference from the embedded server that keeps every requirement all the same. */
export interface Variation {
  /** Short and readable, unique: `xml-other-prefixes`. */
  readonly name: string;
  /** What is different, in one sentence without a full stop. */
  readonly what: string;
  readonly vary: (standard: Behaviour) => Behaviour;
  /** The path below which the server lies, `/identity`. */
  readonly prefix?: string;
  /** That it is of the connection, and shows over a connection alone. */
  readonly isOfConnection?: true;
  /** The conditions under which it is legal; by default any. */
  readonly only?: Effect['only'];
}

/** What a login returns may be another thing for another user, but not in another form (erratum E40). */
export function forSomeUsers({ facets, begin }: Condition): boolean {
  return !begin && Object.keys(facets).every((facet) => facet === 'account');
}
