import type { Behaviour } from '../behaviour';

/** A deviation of the embedded server that breaks one requirement. */
export interface InjectedFault {
  /** Short and readable, unique: `tenants-both-accepted`. */
  readonly name: string;
  /** The id of the requirement that it breaks. */
  readonly breaks: string;
  /** What the server does wrong, in one sentence without a full stop. */
  readonly what: string;
  /** Replaces the steps that go wrong, and keeps the rest. */
  readonly deviate: (standard: Behaviour) => Behaviour;
}
