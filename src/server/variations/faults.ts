import type { Behaviour } from '../behaviour';
import { CORE } from '../messages/read-xml';
import type { JsonObject } from '../messages/json';
import { type Variation, forSomeUsers, withToken } from './variation';

/** Other words and headers of a refusal. */
export const faultVariations: readonly Variation[] = [
  {
    name: 'fault-details',
    what: 'every fault has details, behind its message',
    vary: (standard) => withDetails(standard, 'See the documentation: "Authenticate" & more'),
  },
  { name: 'fault-details-empty', what: 'every fault has details, and they are empty', vary: (standard) => withDetails(standard, '') },
  {
    name: 'fault-messages-translated',
    what: 'the messages of faults are in another language, on several lines',
    vary: (standard) => withMessages(standard, 'Die Anmeldung ist <nicht> möglich.\nお問い合わせ & mehr'),
  },
  {
    name: 'fault-messages-long',
    what: 'the messages of faults have ten thousand characters',
    vary: (standard) => withMessages(standard, 'Refused. '.repeat(1200)),
  },
  {
    name: 'fault-disabled-is-forbidden',
    what: 'the 403 of a disabled user is named forbidden',
    vary: (standard) => ({ ...standard, faults: { ...standard.faults, userDisabled: { ...standard.faults.userDisabled, name: 'forbidden' } } }),
  },
  {
    name: 'fault-without-www-authenticate',
    what: 'a 401 has no challenge, but for a second factor',
    vary: (standard) => ({
      ...standard,
      faultHeaders: (refusal, fault, request) => (refusal.reason === 'passcodeRequired' ? standard.faultHeaders(refusal, fault, request) : {}),
    }),
  },
  {
    name: 'fault-several-challenges',
    what: 'a 401 has challenges of several schemes, each in a header of its own',
    vary: (standard) => ({
      ...standard,
      faultHeaders: (refusal, fault, request) => {
        const headers = standard.faultHeaders(refusal, fault, request);
        const challenge = headers['WWW-Authenticate'];
        if (challenge === undefined) return headers;
        const others = ['Basic realm="cloud, one"', `Keystone uri='${request.baseUrl}'`];
        return { ...headers, 'WWW-Authenticate': [others[0], challenge, others[1]].map(String) };
      },
    }),
  },
];

function withMessages(standard: Behaviour, message: string): Behaviour {
  return {
    ...standard,
    faultToJson: (fault, request) => standard.faultToJson({ ...fault, message }, request),
    faultToXml: (fault, request) => standard.faultToXml({ ...fault, message }, request),
  };
}

function withDetails(standard: Behaviour, details: string): Behaviour {
  return {
    ...standard,
    faultToJson: (fault, request) => {
      const body = standard.faultToJson(fault, request);
      return { [fault.name]: { ...(body[fault.name] as JsonObject), details } };
    },
    faultToXml: (fault, request) => {
      const document = standard.faultToXml(fault, request);
      const element = document.createElementNS(CORE, 'details');
      element.appendChild(document.createTextNode(details));
      document.documentElement?.appendChild(element);
      return document;
    },
  };
}

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
