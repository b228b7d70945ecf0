import { withoutParameters } from '../../specs/vocabulary/other-bodies';
import { keyOf, type Sending } from '../../specs/vocabulary/sending';
import type { AccountName, Configuration } from '../identity/configuration';
import type { Scope } from './doctor/scope';

/** The failed login attempts that a run makes for one user name. */
export interface WrongSecrets {
  readonly username: string;
  /** How many the checks would send, and how many the limit lets go out. */
  readonly wanted: number;
  readonly sent: number;
}

/** The requests of a run, those that are generated in it apart. */
export interface PlannedRequests {
  /** Each once, in the order of the specs; the first asks whether there is a server at all. */
  readonly sendings: readonly Sending[];
  /** How many of them the limits allow. */
  readonly count: number;
  readonly wrongSecrets: readonly WrongSecrets[];
  /** Milliseconds that they take at least, at the permitted rate. */
  readonly leastMs: number;
}

/** The requests that the checks in scope come to. */
export function plannedRequests(scope: Scope, configuration: Configuration): PlannedRequests {
  const first: Sending = { request: withoutParameters('json') };
  // The first one may be one of a check as well.
  const sendings = [
    ...new Map([first, ...scope.sendings].map((sending) => [keyOf(sending), sending])).values(),
  ];
  const wrongSecrets = wrongSecretsOf(scope, configuration);
  // Leaving out a failed login attempt also leaves out the right login after it.
  const unsent = wrongSecrets.reduce((sum, { wanted, sent }) => sum + 2 * (wanted - sent), 0);
  const count = sendings.length - unsent;
  return {
    sendings,
    count,
    wrongSecrets,
    leastMs: ((count - 1) * 1000) / configuration.limits.maxRps,
  };
}

function wrongSecretsOf({ sendings }: Scope, { accounts, limits }: Configuration): WrongSecrets[] {
  const counts = new Map<string, number>();
  for (const { request } of sendings) {
    const name = request.wrongSecretFor?.replace('accounts.', '');
    const account = accounts[name as AccountName];
    if (account) counts.set(account.username, (counts.get(account.username) ?? 0) + 1);
  }
  return [...counts].sort().map(([username, wanted]) => ({
    username,
    wanted,
    sent: limits.wrongPasswordAttempts === 0 ? 0 : Math.min(wanted, limits.wrongSecretsPerAccount),
  }));
}
