import { sendingsOf, type Check } from './check';
import { neededSendings } from './missing-values';
import { keyOf, type Sending } from './sending';

const words: Readonly<Record<string, string>> = {
  judged: 'the request of',
  'the accepted twin': 'the accepted twin of',
  'compared with': 'a request compared with that of',
};

/**
 * Names a request by the id of its check, with which `explain` and `--check` show it: `the request of
 * tenant.exclusive/json`, `a request before that of mfa.login/json`. Where checks share a request, it is named after the check
 * that judges it.
 */
export function sentFor(sending: Sending, checks: readonly Check[]): string {
  const key = keyOf(sending);
  for (const [role, word] of Object.entries(words))
    for (const check of checks)
      if (sendingsOf(check).some((one) => one.role === role && keyOf(one.sending) === key))
        return `${word} ${check.id}`;
  const later = checks.find((check) => neededSendings(check).some((one) => keyOf(one) === key));
  return later ? `a request before that of ${later.id}` : 'a request';
}
