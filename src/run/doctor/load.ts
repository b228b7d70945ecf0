import { withoutParameters } from '../../../specs/vocabulary/other-bodies';
import { keyOf } from '../../../specs/vocabulary/sending';
import { passcodeReference } from '../../../specs/vocabulary/values';
import type { AccountName, Configuration } from '../../identity/configuration';
import { needsOf } from '../../identity/token-request';
import { defaultFuzz } from '../harness';
import { quantity } from '../report/prose';
import { durationWords } from '../report/words';
import type { Fact } from './fact';
import type { Scope } from './scope';

/** What a run will send: checks, requests, wrong secrets by user name, and how long that takes at least. */
export function loadFacts(scope: Scope, configuration: Configuration): Fact[] {
  const { maxRps } = configuration.limits;
  const wrong = wrongSecrets(scope, configuration);
  const unsent = wrong.reduce((sum, { wanted, sent }) => sum + wanted - sent, 0);
  // The request that asks whether there is a server at all may be one of a check.
  const first = keyOf({ request: withoutParameters('json') });
  const keys = new Set([first, ...scope.sendings.map(keyOf)]);
  const requests = keys.size - unsent;
  const checks = scope.checks.length + scope.sweeps;
  const ok = (name: string, detail: string): Fact => ({ name, status: 'ok', detail });
  return [
    ok('checks', `${checks} in scope, ${scope.sweeps} of them over all answers of a section`),
    ok('requests', `${requests}, each sent once however many checks rest on it`),
    ...(scope.generates
      ? [ok('generated requests', `${defaultFuzz} more at most, or what --fuzz says`)]
      : []),
    ...wrong.map(wrongSecretsFact),
    ok(
      'time',
      `${durationWords(((requests - 1) * 1000) / maxRps)} at least, at ${quantity(maxRps, 'request')} a second${passcodeWait(scope, configuration)}`,
    ),
  ];
}

interface WrongSecrets {
  readonly username: string;
  /** How many the checks would send, and how many the limit lets go out. */
  readonly wanted: number;
  readonly sent: number;
}

function wrongSecrets({ sendings }: Scope, { accounts, limits }: Configuration): WrongSecrets[] {
  const counts = new Map<string, number>();
  for (const { request } of sendings) {
    const name = request.wrongSecretFor?.replace('accounts.', '');
    const account = accounts[name as AccountName];
    if (account) counts.set(account.username, (counts.get(account.username) ?? 0) + 1);
  }
  return [...counts].sort().map(([username, wanted]) => ({
    username,
    wanted,
    sent: Math.min(wanted, limits.wrongPasswordAttempts),
  }));
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
