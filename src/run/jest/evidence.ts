import type { CheckResult } from '../../../specs/vocabulary/result';
import type { ExchangeRecord } from '../../identity/exchange-record';

/** What one spec file brought to light, as it travels from the process that ran it. Plain JSON. */
export interface Evidence {
  readonly checks: readonly CheckResult[];
  /** The exchanges that came about since the file before. */
  readonly exchanges: readonly ExchangeRecord[];
  readonly requests: number;
  readonly defects: readonly string[];
  /** Failed login attempts since the file before, by user name. */
  readonly wrongSecrets: Readonly<Record<string, number>>;
  /** What a limit of the configuration left out, and why. */
  readonly leftOut: Readonly<Record<string, string>>;
  /** How many responses asked to retry later since the file before, by status. */
  readonly retries?: Readonly<Record<string, number>>;
  /** Why the server is taken to be gone. */
  readonly gone?: string;
}

/** The test result of a spec file, with its evidence hung on by the runner. */
export interface WithEvidence {
  readonly evidence?: Evidence;
}
