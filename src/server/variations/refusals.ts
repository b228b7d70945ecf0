import type { Behaviour } from '../behaviour';
import { CORE } from '../messages/read-xml';
import { type JsonObject, repeatsMembers } from '../messages/json';
import { type Variation, forSomeUsers, withToken } from './variation';
import { headerOf } from '../messages/message';
import { Refusal, type RefusalReason } from '../login/refusal';

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

/** Other responses to requests of which the document says nothing, or leaves a choice. */
export const requestVariations: readonly Variation[] = [
  {
    name: 'tenant-in-credentials-refused',
    what: 'a tenant inside the JSON credentials object is refused with 400',
    vary: (standard) => ({
      ...standard,
      jsonAuth: (value) => {
        const auth = standard.jsonAuth(value);
        for (const credentials of [auth.passwordCredentials, auth.apiKeyCredentials])
          if (typeof credentials === 'object' && credentials !== null)
            if ('tenantId' in credentials || 'tenantName' in credentials) throw new Refusal('parameterInvalid');
        return auth;
      },
    }),
  },
  {
    name: 'tenant-on-xml-auth-refused',
    what: 'a tenant on the XML element auth is refused with 400',
    vary: (standard) => ({
      ...standard,
      xmlAuth: (document) => {
        const auth = standard.xmlAuth(document);
        if (auth.tenantId !== undefined || auth.tenantName !== undefined) throw new Refusal('parameterInvalid');
        return auth;
      },
    }),
  },
  {
    name: 'duplicate-members-refused',
    what: 'a JSON object with one member twice is refused with 400',
    vary: (standard) => ({
      ...standard,
      parseJson: (text) => {
        const value = standard.parseJson(text);
        if (repeatsMembers(text, value)) throw new Refusal('bodyUnreadable');
        return value;
      },
    }),
  },
  {
    name: 'document-type-ignored',
    what: 'a document type that declares nothing is ignored',
    vary: (standard) => ({ ...standard, parseXml: (text) => standard.parseXml(text.replace(/<!DOCTYPE [\w:.-]+\s*>/, '')) }),
  },
  {
    name: 'rcn-not-boolean-ignored',
    what: 'a value of apply_rcn_roles that is not a Boolean is ignored',
    vary: (standard) => ({ ...standard, applyRcnRoles: (request) => request.query.get('apply_rcn_roles')?.toLowerCase() === 'true' }),
  },
  {
    name: 'empty-values-401',
    what: 'an empty name or secret is refused with 401, as a wrong one',
    vary: (standard) => ({ ...standard, requiredParameter: (value, name) => (value === '' ? '' : standard.requiredParameter(value, name)) }),
  },
  {
    name: 'long-values-401',
    what: 'a name or secret of any length is looked up, and refused with 401',
    vary: (standard) => withLongValues(standard, 'userUnknown'),
  },
  { name: 'long-values-413', what: 'a value that is too long is refused with 413', vary: (standard) => withLongValues(standard, 'bodyTooLarge') },
  {
    name: 'content-type-guessed',
    what: 'a body without a Content-Type is read as JSON',
    vary: (standard) => ({
      ...standard,
      requestFormat: (request) => (headerOf(request, 'content-type') === '' ? 'json' : standard.requestFormat(request)),
    }),
  },
  {
    name: 'accept-of-neither-406',
    what: 'an Accept that names neither format is refused with 406',
    vary: (standard) => ({
      ...standard,
      faults: { ...standard.faults, pathUnknown: { status: 406, name: 'notAcceptable', message: 'Use JSON or XML.' } },
      admit: (request) => {
        if (headerOf(request, 'accept') === 'text/plain') throw new Refusal('pathUnknown');
        standard.admit(request);
      },
    }),
  },
  {
    name: 'other-methods-404',
    what: 'a method other than POST gets 404',
    vary: (standard) => ({
      ...standard,
      admit: (request) => {
        if (request.method !== 'POST') throw new Refusal('pathUnknown');
        standard.admit(request);
      },
    }),
  },
];

function withLongValues(standard: Behaviour, reason: RefusalReason): Behaviour {
  const refuseLong = (value: unknown) => {
    if (typeof value === 'string' && value.length > 4096) throw new Refusal(reason);
  };
  return {
    ...standard,
    requiredParameter: (value, name) => {
      refuseLong(value);
      return standard.requiredParameter(value, name);
    },
    optionalParameter: (value, name) => {
      refuseLong(value);
      return standard.optionalParameter(value, name);
    },
  };
}
