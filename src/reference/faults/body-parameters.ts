import { Refusal } from '../refusal';
import { credentialsFaults } from './body-credentials';
import { credentialValueFaults } from './body-values';
import { crash } from './crash';
import type { InjectedFault } from './injected-fault';
import { takenFor } from './refused-as';
import { readingXmlAs, takingXmlFor } from './request-changes';

const authFaults: readonly InjectedFault[] = [
  {
    name: 'auth-missing-unauthorized',
    breaks: 'auth.required',
    what: 'a JSON body without auth, or with a null one, is answered 401',
    deviate: readingAuth((auth) => {
      if (auth === undefined || auth === null) throw new Refusal('secretWrong');
    }),
  },
  {
    name: 'auth-null-crashes',
    breaks: 'auth.required',
    what: 'a null auth is answered 500',
    deviate: readingAuth((auth) => {
      if (auth === null) crash();
    }),
  },
  {
    name: 'auth-of-other-type-crashes',
    breaks: 'auth.required',
    what: 'an auth that is a string, a number, a Boolean or a list is answered 500',
    deviate: readingAuth((auth) => {
      if (auth !== undefined && (typeof auth !== 'object' || Array.isArray(auth))) crash();
    }),
  },
  {
    name: 'auth-list-unwrapped',
    breaks: 'auth.required',
    what: 'of an auth that is a list the first item counts',
    deviate: (standard) => ({
      ...standard,
      jsonAuth: (value) => {
        const { auth } = (value ?? {}) as { auth?: unknown };
        return standard.jsonAuth(Array.isArray(auth) ? { auth: auth[0] as unknown } : value);
      },
    }),
  },
  {
    name: 'no-credentials-unauthorized',
    breaks: 'auth.credentials-required',
    what: 'an auth without credentials is answered 401',
    deviate: withoutCredentials(() => {
      throw new Refusal('secretWrong');
    }),
  },
  {
    name: 'no-credentials-crash',
    breaks: 'auth.credentials-required',
    what: 'an auth without credentials is answered 500',
    deviate: withoutCredentials(crash),
  },
  {
    name: 'xml-without-credentials-forbidden',
    breaks: 'auth.credentials-required',
    what: 'an XML auth without credentials is answered 403',
    deviate: takingXmlFor((auth) => {
      const { passwordCredentials, apiKeyCredentials, passcodeCredentials } = auth;
      if (!passwordCredentials && !apiKeyCredentials && !passcodeCredentials)
        throw new Refusal('setupRequired');
      return auth;
    }),
  },
];

const otherFaults: readonly InjectedFault[] = [
  {
    name: 'long-username-crashes',
    breaks: 'auth.length',
    what: 'a user name of more than 255 characters is answered 500',
    deviate: crashingOnLong('username', 255),
  },
  {
    name: 'long-password-crashes',
    breaks: 'auth.length',
    what: 'a password of more than 72 bytes, which is all that bcrypt takes, is answered 500',
    deviate: crashingOnLong('password', 72),
  },
  {
    name: 'long-api-key-crashes',
    breaks: 'auth.length',
    what: 'an API key of more than 64 characters is answered 500',
    deviate: crashingOnLong('apiKey', 64),
  },
  {
    name: 'long-tenants-crash',
    breaks: 'auth.length',
    what: 'a tenant of more than 255 characters is answered 500',
    deviate: (standard) => ({
      ...standard,
      optionalParameter: (value, name) =>
        String(value).length > 255 ? crash() : standard.optionalParameter(value, name),
    }),
  },
  {
    name: 'long-tenants-dropped',
    breaks: 'auth.length',
    what: 'a tenant that is over-long is dropped, and the login accepted',
    deviate: (standard) => ({
      ...standard,
      optionalParameter: (value, name) =>
        String(value).length > 255 ? undefined : standard.optionalParameter(value, name),
    }),
  },
  {
    name: 'document-types-crash',
    breaks: 'auth.document-type',
    what: 'an XML body with a document type is answered 500',
    deviate: readingXmlAs((text) => (text.includes('<!DOCTYPE') ? crash() : text)),
  },
  {
    name: 'internal-entities-crash',
    breaks: 'auth.document-type',
    what: 'an XML body that declares an entity is answered 500',
    deviate: readingXmlAs((text) => (text.includes('<!ENTITY') ? crash() : text)),
  },
  {
    name: 'external-entities-unreachable',
    breaks: 'auth.document-type',
    what: 'an external entity is asked for and answered 500 when it does not come',
    deviate: readingXmlAs((text) => (/<!ENTITY \S+ (?:SYSTEM|PUBLIC)/.test(text) ? crash() : text)),
  },
  {
    name: 'json-duplicates-crash',
    breaks: 'auth.duplicate-members',
    what: 'a JSON body in which a member stands twice is answered 500',
    deviate: (standard) => ({
      ...standard,
      parseJson: (text) => {
        const names = text.match(/"[\w:-]+"(?=\s*:)/g) ?? [];
        return new Set(names).size < names.length ? crash() : standard.parseJson(text);
      },
    }),
  },
  {
    name: 'xml-credentials-twice-crash',
    breaks: 'auth.duplicate-members',
    what: 'credentials that stand twice in an XML body are answered 500',
    deviate: takenFor('serviceFault', 'credentialsConflict'),
  },
];

/** Faults of the requirements of body-parameters.yaml. */
export const bodyParameterFaults: readonly InjectedFault[] = [
  ...authFaults,
  ...credentialsFaults,
  ...credentialValueFaults,
  ...otherFaults,
];

/** Looks at the member auth of a JSON object before anything else does. */
function readingAuth(look: (auth: unknown) => void): InjectedFault['deviate'] {
  return (standard) => ({
    ...standard,
    jsonAuth: (value) => {
      if (typeof value === 'object' && value !== null && !Array.isArray(value))
        look((value as { auth?: unknown }).auth);
      return standard.jsonAuth(value);
    },
  });
}

function withoutCredentials(end: () => never): InjectedFault['deviate'] {
  return (standard) => ({
    ...standard,
    credentialsOf: (auth) => {
      const { passwordCredentials, apiKeyCredentials, passcodeCredentials } = auth;
      const presented = [passwordCredentials, apiKeyCredentials, passcodeCredentials];
      return presented.every((members) => members === undefined) ? end() : standard.credentialsOf(auth);
    },
  });
}

function crashingOnLong(name: 'username' | 'password' | 'apiKey', limit: number): InjectedFault['deviate'] {
  return (standard) => ({
    ...standard,
    requiredParameter: (value, asked) =>
      asked === name && String(value).length > limit ? crash() : standard.requiredParameter(value, asked),
  });
}
