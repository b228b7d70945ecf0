import { sendingsOf, type Check } from './check';
import { neededSendings } from './missing-values';
import { keyOf, type Sending } from './sending';

const words: Readonly<Record<string, string>> = {
  judged: 'that of',
  'the accepted twin': 'the accepted twin of',
  'compared with': 'one compared with that of',
};

/**
 * Says what a request is sent for, by the id of a check, with which `explain` and `--check` show it: `that of
 * tenant.exclusive/json`, `one before that of mfa.login/json`. Where checks share a request, it is that of the check
 * that judges it.
 */
export function sentFor(sending: Sending, checks: readonly Check[]): string {
  const key = keyOf(sending);
  for (const [role, word] of Object.entries(words))
    for (const check of checks)
      if (sendingsOf(check).some((one) => one.role === role && keyOf(one.sending) === key))
        return `${word} ${check.id}`;
  const later = checks.find((check) => neededSendings(check).some((one) => keyOf(one) === key));
  return later ? `one before that of ${later.id}` : 'one';
}
