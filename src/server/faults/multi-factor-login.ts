import type { Condition } from '../deviations/conditions';
import { type Effect, onlyBy, table, tableBy, unconditionally, underAnyCondition } from '../deviations/effect';
import type { Steps } from '../deviations/steps';
import { headerOf } from '../messages/message';

const passcode = { type: 'PASSCODE', account: 'mfaUser' } as const;
const first = { account: 'mfaUser', type: 'PASSWORD', secret: 'right' } as const;
const challenge =
  (change: (challenge: string) => object): Steps =>
  (standard) => ({
    faultHeaders: (refusal, fault, request) => {
      const headers = standard.faultHeaders(refusal, fault, request);
      return refusal.reason === 'passcodeRequired' ? { ...headers, ...change(String(headers['WWW-Authenticate'])) } : headers;
    },
  });
const challenged = (change: (challenge: string) => string) => challenge((it) => ({ 'WWW-Authenticate': change(it) }));

/** With the scope, a setup token in its stead is a warning (erratum E30). */
const scoped = { ...underAnyCondition, tolerated: ({ facets }: Condition) => (facets.scope === 'setup' ? 'E30' : undefined) };

/** The login with a second factor (lines 20-28 and 52-55, errata E15, E29 and E30). */
export const multiFactorLoginEffects: readonly Effect[] = [
  ...table({ breaks: ['mfa.no-token', 'mfa.challenge', 'setup.second-factor'], about: first, ...underAnyCondition }, [
    ['second-factor-not-asked', 'a password suffices where a second factor is due', () => ({ passcodeIsDue: () => false }), scoped],
    [
      'second-factor-not-asked-with-tenant',
      'a password suffices where a second factor is due and a tenant is asked for',
      (standard) => ({ passcodeIsDue: (user, it) => it.tenant === undefined && standard.passcodeIsDue(user, it) }),
    ],
  ]),
  ...tableBy({ breaks: ['mfa.no-token', 'setup.second-factor'], about: first, by: challenge }, [
    ['token-in-challenge', 'the challenge brings a token', () => ({ 'X-Auth-Token': '0f1e2d3c4b5a69788796a5b4c3d2e1f0' })],
  ]),
  ...table({ breaks: 'setup.second-factor', about: { ...first, scope: 'setup' } }, [
    [
      'scope-spares-factor',
      'SETUP-MFA with a password gives a full token',
      (standard) => ({
        passcodeIsDue: () => false,
        buildAccess: (grant, ...parts) => standard.buildAccess({ ...grant, scope: undefined }, ...parts),
      }),
    ],
  ]),
  ...tableBy({ breaks: 'mfa.session', about: first, by: challenged, ...onlyBy('request', 'answer') }, [
    ['session-not-given', 'the challenge gives no session', (it) => it.replace(/sessionId='[^']*', /, '')],
    ['session-empty', 'the session of the challenge is empty', (it) => it.replace(/sessionId='[^']*'/, "sessionId=''")],
    ['challenge-of-other-scheme', 'the challenge has another scheme', (it) => it.replace('OS-MF', 'MFA')],
    ['factor-not-named', 'the challenge names no factor', (it) => it.replace(/, factor='PASSCODE'/, '')],
    ['factor-of-other-name', 'the challenge names the factor SMS', (it) => it.replace('PASSCODE', 'SMS')],
  ]),
  ...tableBy({ breaks: 'mfa.session-unique', about: first, by: challenged, ...unconditionally }, [
    ['session-constant', 'every challenge has one session', (it) => it.replace(/sessionId='[^']*'/, "sessionId='a1'")],
  ]),
  ...table({ breaks: 'mfa.second-request', about: passcode, ...onlyBy('request', 'answer') }, [
    ['passcode-never-right', 'the due passcode is refused', () => ({ passcodeMatches: () => false })],
    ['session-of-other-header', 'the session is read from X-Session-Id', () => ({ sessionIdOf: (request) => headerOf(request, 'X-Session-Id') })],
    ['session-forgotten', 'a session is forgotten', () => ({ findSession: () => undefined })],
  ]),
  ...table({ breaks: 'mfa.wrong-passcode', about: { ...passcode, secret: 'wrong' }, ...onlyBy('request', 'answer') }, [
    ['any-passcode', 'any passcode is right', () => ({ passcodeMatches: () => true })],
    [
      'passcode-cut',
      'a passcode is right whatever follows its digits',
      (standard) => ({ passcodeMatches: (session, it) => standard.passcodeMatches(session, it.slice(0, 6)) }),
    ],
    ['passcode-by-length', 'a passcode is right by its length', () => ({ passcodeMatches: (_, it) => it.length === 6 })],
  ]),
  ...table({ breaks: 'mfa.session-used', about: passcode, ...unconditionally }, [
    ['session-never-ends', 'a session can be used again and again', () => ({ endSession: () => undefined })],
  ]),
  ...table({ breaks: 'mfa.passcode-required', about: passcode, ...onlyBy('request') }, [
    [
      'passcode-optional',
      'a second request without its passcode is accepted',
      (standard) => ({
        requiredParameter: (value, name) => (name === 'passcode' && value == null ? '' : standard.requiredParameter(value, name)),
        passcodeMatches: (session, it) => it === '' || standard.passcodeMatches(session, it),
      }),
    ],
  ]),
];
