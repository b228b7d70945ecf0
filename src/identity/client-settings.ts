import type { Connection } from './connection';
import type { Configuration } from './configuration';

/** What a client must know of its server; see Configuration. */
export interface ClientSettings extends Pick<Configuration, 'limits' | 'headers'> {
  readonly baseUrl: string;
  readonly userAgent: string;
  /** How it is reached; without it, directly, and with the authorities that Node.js trusts. */
  readonly connection?: Connection;
  /** What the ids of its exchanges begin with, `x` by default: no two clients of a run may use the same ids. */
  readonly exchangePrefix?: string;
}
