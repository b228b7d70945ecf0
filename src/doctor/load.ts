import { withoutParameters } from '../checks/bodies/other-bodies';
import { isRewritten } from '../checks/sendings/obstacle';
import { keyOf, type Sending } from '../checks/sendings/sending';
import { passcodeReference } from '../checks/sendings/values';
import type { Configuration } from '../configuration/configuration';
import { requestsAtOnce } from '../http/client';
import { needsOf } from '../http/token-request';
import type { AccountName } from '../protocol/account';
import { durationText } from '../report/wording/labels';
import { defaultFuzz } from '../run/target';
import { quantity } from '../text/prose';
import type { Fact } from './fact';
import type { Scope } from './scope';

/**
 * What a run will send: checks, requests, failed login attempts by user name, and the shortest time that this takes.
 *
 * @param fuzz how many requests are generated, if already known
 */
export function loadFacts(scope: Scope, configuration: Configuration, fuzz?: number): Fact[] {
  const { maxRps } = configuration.limits;
  const { count, wrongSecrets, leastMs } = plannedRequests(scope, configuration);
  const checks = scope.checks.length + scope.sweeps;
  const ok = (name: string, detail: string): Fact => ({ name, status: 'ok', detail });
  const generated =
    fuzz === undefined ? `at most ${defaultFuzz} more, or as many as --fuzz says` : `at most ${fuzz} more`;
  return [
    ok('checks', `${checks} in scope, ${scope.sweeps} of them over all exchanges`),
    ok(
      'requests',
      `${count}, a few more or fewer depending on the seed; each is sent once, however many checks use it, and twice if its connection is closed`,
    ),
    ...(scope.generates ? [ok('generated requests', generated)] : []),
    ...wrongSecrets.map(wrongSecretsFact),
    ...rewrittenFacts(scope, configuration),
    ok('worst case', worstCase(count, configuration)),
    ok(
      'time',
      `at least ${durationText(leastMs)}, at ${quantity(maxRps, 'request')} per second${passcodeWait(scope, configuration)}`,
    ),
  ];
}

/** How long a run takes if every request waits as long as allowed. */
function worstCase(requests: number, { limits }: Configuration): string {
  const { timeoutMs, retryForMs, runMs } = limits;
  const eachMs = timeoutMs + retryForMs;
  const all = durationText(Math.ceil(requests / requestsAtOnce) * eachMs);
  return `${all}, with ${durationText(eachMs)} for each request and ${requestsAtOnce} at a time (limits.timeoutMs, limits.retryForMs); limits.runMs ends a run after ${durationText(runMs)}`;
}

/** Requirements that could be verified but for a proxy. */
function rewrittenFacts({ checks }: Scope, configuration: Configuration): Fact[] {
  const rewritten = checks.filter(
    ({ check, missing }) => missing.length === 0 && isRewritten(check, configuration),
  );
  const requirements = new Set(rewritten.map(({ check }) => check.requirement.id));
  if (requirements.size === 0) return [];
  return [
    {
      name: 'unusual messages',
      status: 'problem',
      detail: `${quantity(requirements.size, 'requirement')} cannot be verified through the proxy, which rewrites each request to an http server`,
      remedy: 'Leave out the proxy, or test an https server, which is reached through a tunnel.',
    },
  ];
}

function wrongSecretsFact({ username, wanted, sent }: WrongSecrets): Fact {
  const name = 'failed logins';
  if (sent === 0)
    return {
      name,
      status: 'problem',
      detail: `none of ${wanted} for ${username}; the checks that need one cannot be verified`,
      remedy: 'Raise limits.wrongPasswordAttempts and limits.wrongSecretsPerAccount above 0.',
    };
  const left =
    wanted === sent ? '' : `; ${wanted - sent} more are left out because of limits.wrongSecretsPerAccount`;
  return { name, status: 'ok', detail: `${sent} for ${username}, with successful logins in between${left}` };
}

function passcodeWait({ sendings }: Scope, { accounts }: Configuration): string {
  const passcodes = sendings.filter(({ request }) => needsOf(request).includes(passcodeReference)).length;
  if (!accounts.mfaUser?.totpSecret || passcodes < 2) return '';
  return `; ${passcodes} requests need a passcode of the TOTP secret and may wait 30 s each for a new one`;
}

/** The failed login attempts that a run makes for one user name. */
interface WrongSecrets {
  readonly username: string;
  /** How many the checks would send, and how many the limit lets go out. */
  readonly wanted: number;
  readonly sent: number;
}

/** The requests of a run, without generated ones. */
interface PlannedRequests {
  /** Each once, in the order of the specs; the first asks whether there is a server at all. */
  readonly sendings: readonly Sending[];
  /** How many of them the limits allow. */
  readonly count: number;
  readonly wrongSecrets: readonly WrongSecrets[];
  /** Milliseconds that they take at least, at the permitted rate. */
  readonly leastMs: number;
}

/** The requests of the checks in scope. */
export function plannedRequests(scope: Scope, configuration: Configuration): PlannedRequests {
  const first: Sending = { request: withoutParameters('json') };
  // A check may need the first one as well.
  const sendings = [
    ...new Map([first, ...scope.sendings].map((sending) => [keyOf(sending), sending])).values(),
  ];
  const wrongSecrets = wrongSecretsOf(scope, configuration);
  // Leaving out a failed login attempt also leaves out the correct login after it.
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
