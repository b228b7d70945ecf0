import { passcodeReference } from '../../../specs/vocabulary/values';
import type { Configuration } from '../../identity/configuration';
import { needsOf } from '../../identity/token-request';
import { defaultFuzz } from '../harness';
import { plannedRequests, type WrongSecrets } from '../planned-requests';
import { quantity } from '../report/prose';
import { durationWords } from '../report/words';
import type { Fact } from './fact';
import type { Scope } from './scope';

/**
 * What a run will send: checks, requests, wrong secrets by user name, and how long that takes at least.
 *
 * @param fuzz how many requests are generated, where that is said already
 */
export function loadFacts(scope: Scope, configuration: Configuration, fuzz?: number): Fact[] {
  const { maxRps } = configuration.limits;
  const { count, wrongSecrets, leastMs } = plannedRequests(scope, configuration);
  const checks = scope.checks.length + scope.sweeps;
  const ok = (name: string, detail: string): Fact => ({ name, status: 'ok', detail });
  const generated =
    fuzz === undefined ? `${defaultFuzz} more at most, or what --fuzz says` : `${fuzz} more at most`;
  return [
    ok('checks', `${checks} in scope, ${scope.sweeps} of them over all answers of a section`),
    ok('requests', `${count}, each sent once however many checks rest on it`),
    ...(scope.generates ? [ok('generated requests', generated)] : []),
    ...wrongSecrets.map(wrongSecretsFact),
    ok(
      'time',
      `${durationWords(leastMs)} at least, at ${quantity(maxRps, 'request')} a second${passcodeWait(scope, configuration)}`,
    ),
  ];
}

function wrongSecretsFact({ username, wanted, sent }: WrongSecrets): Fact {
  const name = 'wrong secrets';
  if (wanted === sent) return { name, status: 'ok', detail: `${sent} for ${username}` };
  return {
    name,
    status: 'problem',
    detail: `${sent} for ${username}, where the checks need ${wanted}; those left over cannot be verified`,
    remedy: `Raise limits.wrongPasswordAttempts to ${wanted}, if the service locks nobody out for that.`,
  };
}

function passcodeWait({ sendings }: Scope, { accounts }: Configuration): string {
  const passcodes = sendings.filter(({ request }) => needsOf(request).includes(passcodeReference)).length;
  if (!accounts.mfaUser?.totpSecret || passcodes < 2) return '';
  return `; ${passcodes} requests need a passcode of the TOTP secret and may wait 30 s each for a new one`;
}
