import { isRewritten } from '../../../specs/vocabulary/obstacle';
import { passcodeReference } from '../../../specs/vocabulary/values';
import type { Configuration } from '../../identity/configuration';
import { requestsAtOnce } from '../../identity/client';
import { needsOf } from '../../identity/token-request';
import { defaultFuzz } from '../harness';
import { plannedRequests, type WrongSecrets } from '../planned-requests';
import { quantity } from '../report/prose';
import { durationWords } from '../report/words';
import type { Fact } from './fact';
import type { Scope } from './scope';

/**
 * What a run will send: checks, requests, failed login attempts by user name, and the shortest time that this takes.
 *
 * @param fuzz how many requests are generated, where that is said already
 */
export function loadFacts(scope: Scope, configuration: Configuration, fuzz?: number): Fact[] {
  const { maxRps } = configuration.limits;
  const { count, wrongSecrets, leastMs } = plannedRequests(scope, configuration);
  const checks = scope.checks.length + scope.sweeps;
  const ok = (name: string, detail: string): Fact => ({ name, status: 'ok', detail });
  const generated =
    fuzz === undefined ? `${defaultFuzz} more at most, or as many as --fuzz says` : `${fuzz} more at most`;
  return [
    ok('checks', `${checks} in scope, ${scope.sweeps} of them over all exchanges`),
    ok(
      'requests',
      `${count}, a few more or fewer depending on the seed; each is sent once, however many checks use it`,
    ),
    ...(scope.generates ? [ok('generated requests', generated)] : []),
    ...wrongSecrets.map(wrongSecretsFact),
    ...rewrittenFacts(scope, configuration),
    ok('worst case', worstCase(count, configuration)),
    ok(
      'time',
      `${durationWords(leastMs)} at least, at ${quantity(maxRps, 'request')} a second${passcodeWait(scope, configuration)}`,
    ),
  ];
}

/** How long a run takes where every request waits as long as it may. */
function worstCase(requests: number, { limits }: Configuration): string {
  const { timeoutMs, retryForMs, runMs } = limits;
  const eachMs = timeoutMs + retryForMs;
  const all = durationWords(Math.ceil(requests / requestsAtOnce) * eachMs);
  return `${all}, with ${durationWords(eachMs)} for each request and ${requestsAtOnce} at a time (limits.timeoutMs, limits.retryForMs); limits.runMs ends a run after ${durationWords(runMs)}`;
}

/** Requirements whose checks have all values, and a proxy in their way. */
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
