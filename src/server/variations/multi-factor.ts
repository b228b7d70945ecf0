import type { Behaviour } from '../behaviour';
import { forSomeUsers, type Variation, withToken } from './variation';

/** Other forms of the multi-factor exchange. */
export const multiFactorVariations: readonly Variation[] = [
  {
    name: 'mfa-challenge-in-double-quotes',
    what: 'the session and the factor of a challenge are in double quotes, in the other order',
    vary: (standard) => challenging(standard, (id) => `OS-MF factor="PASSCODE", sessionId="${id}"`),
  },
  {
    name: 'mfa-challenge-without-quotes',
    what: 'the challenge has no quotes, and its scheme is in lower case',
    vary: (standard) => challenging(standard, (id) => `os-mf sessionid=${id}, factor=PASSCODE`),
  },
  {
    name: 'mfa-challenge-among-others',
    what: 'the challenge has further parameters, and stands in one header with others',
    vary: (standard) => challenging(standard, (id) => `Basic realm="id", OS-MF realm="cloud", sessionId='${id}', factor='PASSCODE', ttl=300`),
  },
  {
    name: 'mfa-password-named-first',
    what: 'authenticatedBy names the password before the passcode',
    vary: (standard) => withToken(standard, (token) => ({ ...token, authenticatedBy: [...token.authenticatedBy].sort().reverse() })),
  },
  {
    name: 'setup-token-scoped',
    only: forSomeUsers,
    what: 'the token to set up a second factor with names a tenant',
    vary: (standard) => withToken(standard, (token, { tenant }) => ({ ...token, tenant })),
  },
  {
    name: 'setup-answer-in-full',
    what: 'the user and an empty catalogue come with the token to set up a second factor with',
    vary: (standard) => ({
      ...standard,
      buildAccess: (grant, token, roles, services) =>
        standard.buildAccess({ ...grant, scope: undefined }, token, roles, grant.scope === undefined ? services : []),
    }),
  },
  {
    name: 'setup-unknown-scope-403',
    what: 'an unknown scope is refused with 403',
    vary: (standard) => ({ ...standard, faults: { ...standard.faults, scopeUnknown: standard.faults.setupRequired } }),
  },
];

/** The behaviour with another challenge for the second factor. */
function challenging(standard: Behaviour, challenge: (sessionId: string) => string): Behaviour {
  return {
    ...standard,
    faultHeaders: (refusal, fault, request) =>
      refusal.reason === 'passcodeRequired'
        ? { 'WWW-Authenticate': challenge(refusal.sessionId ?? '') }
        : standard.faultHeaders(refusal, fault, request),
  };
}
