import type { Behaviour } from '../behaviour';
import { headerOf } from '../messages/message';
import { repeatsMembers } from '../messages/json';
import { Refusal, type RefusalReason } from '../login/refusal';
import type { Variation } from './variation';

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
