import { asksForSetup, type AuthRequest } from '../auth-request';
import { type Known, notDecided, type Rule, statuses, successOrClientError } from './allowance';
import type { KnownUser } from './known-users';
import { loginOf, presentedUser } from './presented-user';

/**
 * Which responses are allowed for a correct secret of a user who is disabled, has a second factor, or must set one up
 * (lines 52-65).
 */
export const userStateRules: readonly Rule[] = [
  /** The request is valid, but the user does not have access (lines 56-60). */
  (request, known) =>
    stateOf(request, known) === 'disabled'
      ? { requirement: 'status.user-disabled', expected: statuses(403) }
      : undefined,

  /** Additional authentication credentials are required (lines 52-55, E15). */
  (request, known) => {
    if (stateOf(request, known) !== 'second-factor') return undefined;
    if (loginOf(request)?.type === 'apiKey') return notDecided('mfa.challenge', statuses(200, 401, 403));
    if (!asksForSetup(request)) return { requirement: 'mfa.challenge', expected: statuses(401) };
    // Erratum E30: a 200 is judged by its content.
    return { requirement: 'setup.second-factor', expected: statuses(200, 401, 403) };
  },

  /** The second factor has not been set up (lines 62-65, E15); the scope is the way to do so (lines 101-107). */
  (request, known) => {
    if (stateOf(request, known) !== 'setup-required') return undefined;
    if (loginOf(request)?.type === 'apiKey') return notDecided('setup.required', statuses(200, 401, 403));
    return asksForSetup(request) ? undefined : { requirement: 'setup.required', expected: statuses(403) };
  },

  /** The scope is shown with a password, and for an account that must set up a second factor (E30). */
  (request, known) => {
    if (!asksForSetup(request) || stateOf(request, known) !== 'active') return undefined;
    return loginOf(request)?.type === 'apiKey'
      ? notDecided('setup.scope', successOrClientError)
      : {
          requirement: 'setup.scope',
          expected: statuses(200),
          tolerated: { ...statuses(400, 401, 403), by: 'E30' },
        };
  },
];

/** The state of a user whose secret is right. */
function stateOf(request: AuthRequest, known: Known): KnownUser['state'] | undefined {
  const { user, verdict } = presentedUser(request, known) ?? {};
  return verdict === 'right' ? user?.state : undefined;
}
