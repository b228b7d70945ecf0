import { profiles } from '../../contract/requirement';
import { accountNames } from '../../identity/configuration';
import type { Target } from '../target';
import type { Fact } from './fact';

/** What the configuration says, once it was found to be valid; the values of its secrets are not in it. */
export function configurationFacts({ configuration, embedded }: Target): Fact[] {
  const { baseUrl, profiles: scope, accounts, limits } = configuration;
  const out = profiles.filter((profile) => !scope.includes(profile));
  const named = accountNames.filter((name) => accounts[name]);
  const ok = (name: string, detail: string): Fact => ({ name, status: 'ok', detail });
  return [
    ok('configuration', 'valid'),
    ok('base URL', embedded ? `${baseUrl}, the embedded server with accounts of its own` : baseUrl),
    ok('profiles', `${scope.join(', ')}${out.length > 0 ? ` (left out: ${out.join(', ')})` : ''}`),
    ok('accounts', named.length > 0 ? named.join(', ') : 'none'),
    ok('limits', `${limits.maxRps} requests a second, ${limits.timeoutMs} ms for a response`),
  ];
}
