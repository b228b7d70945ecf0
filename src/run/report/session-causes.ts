import type { Examined, RootCause } from './causes';
import { isFinding } from './telling';

/** With one session for all logins, one login uses up that of another. */
export function repeatedSessions({ checks }: Examined): readonly RootCause[] {
  const own = checks.filter(
    (check) => isFinding(check) && /^mfa\.(?!challenge|no-token)/.test(check.requirement),
  );
  if (own.length < 2 || !own.some(({ requirement }) => requirement === 'mfa.session-unique')) return [];
  const text =
    'Challenges for a second factor have the same session id: one login then completes, or uses up, the session of another.';
  return [{ text, checks: own }];
}
