import type { Behaviour } from '../behaviour';

/** A server that differs from the embedded one and keeps every requirement all the same. */
export interface Variation {
  /** Short and readable, unique: `other-prefixes`. */
  readonly name: string;
  /** What is different, in one sentence without a full stop. */
  readonly what: string;
  readonly vary: (standard: Behaviour) => Behaviour;
  /** The path below which the server lies, `/identity`. */
  readonly prefix?: string;
}
