import type { Access, AuthenticationMethod } from '../access';
import type { Behaviour } from '../behaviour';
import { headerOf } from '../http/tokens-request';
import type { InjectedFault } from './injected-fault';
import { inJson, inXml, ofToken } from './one-format';

/** Faults in the answer to the second factor when it is right. */
export const completionFaults: readonly InjectedFault[] = [
  {
    name: 'mfa-passcode-never-right',
    breaks: 'mfa.second-request',
    what: 'the due passcode is refused',
    deviate: (standard) => ({ ...standard, passcodeMatches: () => false }),
  },
  {
    name: 'mfa-session-from-other-header',
    breaks: 'mfa.second-request',
    what: 'the session id is read from X-Session-Id instead of X-SessionId',
    deviate: (standard) => ({ ...standard, sessionIdOf: (request) => headerOf(request, 'X-Session-Id') }),
  },
  {
    name: 'mfa-session-not-kept',
    breaks: 'mfa.second-request',
    what: 'the session of the first step is forgotten as soon as it is given',
    deviate: (standard) => ({
      ...standard,
      startSession: (user, login) => {
        const id = standard.startSession(user, login);
        standard.endSession(id);
        return id;
      },
    }),
  },
  {
    name: 'mfa-passcode-unread-in-xml',
    breaks: 'mfa.second-request',
    what: 'passcodeCredentials are not known in XML',
    deviate: (standard) => ({
      ...standard,
      xmlAuth: (document) => ({ ...standard.xmlAuth(document), passcodeCredentials: undefined }),
    }),
  },
  {
    name: 'mfa-passcode-unread-in-json',
    breaks: 'mfa.second-request',
    what: 'RAX-AUTH:passcodeCredentials are not known in JSON',
    deviate: (standard) => ({
      ...standard,
      jsonAuth: (value) => ({ ...standard.jsonAuth(value), passcodeCredentials: undefined }),
    }),
  },
  {
    name: 'mfa-completed-201',
    breaks: 'mfa.second-request',
    what: 'a completed second step has the status 201',
    deviate: (standard) => ({
      ...standard,
      send: (answer, outgoing, request) => {
        const completed = answer.status === 200 && standard.sessionIdOf(request) !== '';
        return standard.send(completed ? { ...answer, status: 201 } : answer, outgoing, request);
      },
    }),
  },
  {
    name: 'mfa-answer-without-catalogue',
    breaks: 'mfa.token',
    what: 'the completed login comes without a service catalogue',
    deviate: (standard) => completing(standard, (access) => ({ ...access, serviceCatalog: undefined })),
  },
  {
    name: 'mfa-answer-without-user',
    breaks: 'mfa.token',
    what: 'the completed login comes without its user',
    deviate: (standard) => completing(standard, (access) => ({ ...access, user: undefined })),
  },
  {
    name: 'mfa-token-alone-in-json',
    breaks: 'mfa.token',
    what: 'the completed login is a token alone in JSON',
    deviate: (standard) =>
      inJson(standard, (access) => (twoFactors(access) ? { token: access.token } : access)),
  },
  {
    name: 'mfa-token-without-date-in-xml',
    breaks: 'mfa.token',
    what: 'the token of a completed login does not say in XML when it expires',
    deviate: (standard) =>
      inXml(
        standard,
        ofToken(twoFactors, () => ({ expires: undefined })),
      ),
  },
  {
    name: 'mfa-passcode-not-named',
    breaks: 'mfa.both-factors',
    what: 'authenticatedBy names the password and not the passcode',
    deviate: (standard) => completing(standard, authenticatedBy('PASSWORD')),
  },
  {
    name: 'mfa-password-not-named',
    breaks: 'mfa.both-factors',
    what: 'authenticatedBy names the passcode and not the password',
    deviate: (standard) => completing(standard, authenticatedBy('PASSCODE')),
  },
  {
    name: 'mfa-factors-in-one-text',
    breaks: 'mfa.both-factors',
    what: 'authenticatedBy names both factors in one text',
    deviate: (standard) => completing(standard, authenticatedBy('PASSCODE,PASSWORD')),
  },
  {
    name: 'mfa-factors-in-lower-case',
    breaks: 'mfa.both-factors',
    what: 'authenticatedBy names the factors in lower case',
    deviate: (standard) => completing(standard, authenticatedBy('passcode', 'password')),
  },
  {
    name: 'mfa-one-factor-in-json',
    breaks: 'mfa.both-factors',
    what: 'authenticatedBy names the first credential alone in JSON',
    deviate: (standard) =>
      inJson(
        standard,
        ofToken(twoFactors, ({ authenticatedBy: named }) => ({ authenticatedBy: named.slice(0, 1) })),
      ),
  },
  {
    name: 'mfa-one-factor-in-xml',
    breaks: 'mfa.both-factors',
    what: 'authenticatedBy names the first credential alone in XML',
    deviate: (standard) =>
      inXml(
        standard,
        ofToken(twoFactors, ({ authenticatedBy: named }) => ({ authenticatedBy: named.slice(0, 1) })),
      ),
  },
];

function twoFactors({ token }: Access): boolean {
  return token.authenticatedBy.includes('PASSCODE');
}

function authenticatedBy(...named: readonly string[]): (access: Access) => Access {
  return ofToken(twoFactors, () => ({ authenticatedBy: named as readonly AuthenticationMethod[] }));
}

/** The behaviour with another answer to a completed second step. */
function completing(standard: Behaviour, change: (access: Access) => Access): Behaviour {
  return {
    ...standard,
    buildAccess: (...parts) => {
      const access = standard.buildAccess(...parts);
      return twoFactors(access) ? change(access) : access;
    },
  };
}
