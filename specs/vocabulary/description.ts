import type { Level, Profile } from '../../src/contract/requirement';

/** One check before it runs: what `list` and `explain` show. Values of the configuration are `${...}` references. */
export interface CheckDescription {
  readonly id: string;
  readonly requirement: string;
  readonly title: string;
  readonly level: Level;
  readonly profiles: readonly Profile[];
  readonly spec: string;
  /** What passes, in a few words: `401`, `an access object`. */
  readonly expects: string;
  /** The requests it rests on, the one judged first. */
  readonly requests: readonly RequestDescription[];
}

export interface RequestDescription {
  /** Why it is sent: `judged`, `the accepted twin`, `compared with`, `before it`. */
  readonly role: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** A line for bash that sends it, a variable in the place of each value. */
  readonly curl: string;
  /** How it goes over the wire, where that is not the usual way. */
  readonly wire?: string;
}
