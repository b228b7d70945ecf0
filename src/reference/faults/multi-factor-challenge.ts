import type { Behaviour } from '../behaviour';
import type { Refusal } from '../refusal';
import { withFault } from './changed-fault';
import type { InjectedFault } from './injected-fault';

/** Faults in the answer to the first factor of a multi-factor login. */
export const challengeFaults: readonly InjectedFault[] = [
  {
    name: 'mfa-challenge-403',
    breaks: 'mfa.challenge',
    what: 'the first factor alone is refused with 403, as if the user lacked a permission',
    deviate: (standard) => withFault(standard, 'passcodeRequired', { status: 403, name: 'forbidden' }),
  },
  {
    name: 'mfa-challenge-400',
    breaks: 'mfa.challenge',
    what: 'the first factor alone is refused with 400, as if the passcode were a missing parameter',
    deviate: (standard) => withFault(standard, 'passcodeRequired', { status: 400, name: 'badRequest' }),
  },
  {
    name: 'mfa-challenge-200',
    breaks: 'mfa.challenge',
    what: 'the demand for the second factor has the status 200',
    deviate: (standard) => withFault(standard, 'passcodeRequired', { status: 200 }),
  },
  {
    name: 'mfa-challenge-403-in-xml',
    breaks: 'mfa.challenge',
    what: 'the first factor alone is refused with 403 where the answer is XML',
    deviate: (standard) => ({
      ...standard,
      send: (answer, outgoing, request) => {
        const challenge = String(answer.headers['WWW-Authenticate']).startsWith('OS-MF');
        const meant = challenge && standard.answerFormat(request) === 'xml';
        return standard.send(meant ? { ...answer, status: 403 } : answer, outgoing, request);
      },
    }),
  },
  {
    name: 'mfa-password-suffices',
    breaks: 'mfa.no-token',
    what: 'a user with a second factor gets a token for the password alone',
    deviate: (standard) => ({ ...standard, passcodeIsDue: () => false }),
  },
  {
    name: 'mfa-token-in-challenge-header',
    breaks: 'mfa.no-token',
    what: 'the demand for the second factor brings a token in X-Auth-Token',
    deviate: (standard) =>
      challengingBy(standard, (refusal, headers) => ({ ...headers, 'X-Auth-Token': refusal.sessionId })),
  },
  {
    name: 'mfa-token-in-challenge-body',
    breaks: 'mfa.no-token',
    what: 'the demand for the second factor holds an access object with a token',
    deviate: (standard) => {
      const token = { id: 'f0e1d2c3b4a5', expires: '2099-01-01T00:00:00Z', authenticatedBy: [] };
      const isChallenge = (fault: object) => fault === standard.faults.passcodeRequired;
      return {
        ...standard,
        faultToJson: (fault, request) =>
          isChallenge(fault)
            ? standard.accessToJson({ token }, request)
            : standard.faultToJson(fault, request),
        faultToXml: (fault, request) =>
          isChallenge(fault) ? standard.accessToXml({ token }, request) : standard.faultToXml(fault, request),
      };
    },
  },
  {
    name: 'mfa-no-session',
    breaks: 'mfa.session',
    what: 'the demand for the second factor gives no session id',
    deviate: (standard) => challengingBy(standard, () => ({})),
  },
  {
    name: 'mfa-session-empty',
    breaks: 'mfa.session',
    what: 'the session id of the challenge is empty',
    deviate: (standard) => challenging(standard, () => `OS-MF sessionId='', factor='PASSCODE'`),
  },
  {
    name: 'mfa-session-in-own-header',
    breaks: 'mfa.session',
    what: 'the session id comes in X-SessionId instead of WWW-Authenticate',
    deviate: (standard) => challengingBy(standard, (refusal) => ({ 'X-SessionId': refusal.sessionId ?? '' })),
  },
  {
    name: 'mfa-other-scheme',
    breaks: 'mfa.session',
    what: 'the challenge has the scheme MFA instead of OS-MF',
    deviate: (standard) => challenging(standard, (id) => `MFA sessionId='${id}', factor='PASSCODE'`),
  },
  {
    name: 'mfa-factor-unnamed',
    breaks: 'mfa.session',
    what: 'the challenge names no factor',
    deviate: (standard) => challenging(standard, (id) => `OS-MF sessionId='${id}'`),
  },
  {
    name: 'mfa-other-factor',
    breaks: 'mfa.session',
    what: 'the challenge names the factor SMS',
    deviate: (standard) => challenging(standard, (id) => `OS-MF sessionId='${id}', factor='SMS'`),
  },
];

function challenging(standard: Behaviour, challenge: (sessionId: string) => string): Behaviour {
  return challengingBy(standard, ({ sessionId = '' }) => ({ 'WWW-Authenticate': challenge(sessionId) }));
}

/** The behaviour with other headers in the demand for the second factor. */
function challengingBy(
  standard: Behaviour,
  change: (refusal: Refusal, headers: ReturnType<Behaviour['faultHeaders']>) => typeof headers,
): Behaviour {
  return {
    ...standard,
    faultHeaders: (refusal, fault, request) => {
      const headers = standard.faultHeaders(refusal, fault, request);
      return refusal.reason === 'passcodeRequired' ? change(refusal, headers) : headers;
    },
  };
}
