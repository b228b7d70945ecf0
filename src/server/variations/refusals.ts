import { all, given, giving, going, refuse, type Steps, where } from '../faults/effect';
import type { RefusalReason } from '../login/refusal';
import { type JsonObject, repeatsMembers } from '../messages/json';
import { headerOf } from '../messages/message';
import { CORE } from '../messages/read-xml';
import { asWritten, forSomeUsers, table, type Variation } from './variation';

const messages = (message: string) =>
  all(
    given('faultToJson')((fault) => ({ ...fault, message })),
    given('faultToXml')((fault) => ({ ...fault, message })),
  );

const details = (text: string) =>
  all(
    giving('faultToJson')((body, { name }) => ({ [name]: { ...(body[name] as JsonObject), details: text } })),
    giving('faultToXml')((document) => {
      const element = document.createElementNS(CORE, 'details');
      element.appendChild(document.createTextNode(text));
      document.documentElement?.appendChild(element);
      return document;
    }),
  );

/** Other words and headers of a refusal. */
export const faultVariations: readonly Variation[] = [
  ...table(details, [
    ['fault-details', 'every fault has details, behind its message', 'See the documentation: "Authenticate" & more'],
    ['fault-details-empty', 'every fault has details, and they are empty', ''],
  ]),
  ...table(messages, [
    [
      'fault-messages-translated',
      'the messages of faults are in another language, on several lines',
      'Die Anmeldung ist <nicht> möglich.\nお問い合わせ & mehr',
    ],
    ['fault-messages-long', 'the messages of faults have ten thousand characters', 'Refused. '.repeat(1200)],
  ]),
  ...table(asWritten, [
    [
      'fault-disabled-is-forbidden',
      'the 403 of a disabled user is named forbidden',
      ({ faults }) => ({ faults: { ...faults, userDisabled: { ...faults.userDisabled, name: 'forbidden' } } }),
    ],
    [
      'fault-without-www-authenticate',
      'a 401 has no challenge, but for a second factor',
      where(
        'faultHeaders',
        ({ reason }) => reason !== 'passcodeRequired',
        () => ({}),
      ),
    ],
    [
      'fault-several-challenges',
      'a 401 has challenges of several schemes, each in a header of its own',
      giving('faultHeaders')((headers, _refusal, _fault, { baseUrl }) => {
        const challenge = headers['WWW-Authenticate'];
        if (challenge === undefined) return headers;
        return { ...headers, 'WWW-Authenticate': ['Basic realm="cloud, one"', String(challenge), `Keystone uri='${baseUrl}'`] };
      }),
    ],
  ]),
];

const challenge = (written: (sessionId: string) => string): Steps =>
  where(
    'faultHeaders',
    ({ reason }) => reason === 'passcodeRequired',
    ({ sessionId = '' }) => ({ 'WWW-Authenticate': written(sessionId) }),
  );

/** Other forms of the multi-factor exchange. */
export const multiFactorVariations: readonly Variation[] = [
  ...table(challenge, [
    [
      'mfa-challenge-in-double-quotes',
      'the session and the factor of a challenge are in double quotes, in the other order',
      (id) => `OS-MF factor="PASSCODE", sessionId="${id}"`,
    ],
    [
      'mfa-challenge-without-quotes',
      'the challenge has no quotes, and its scheme is in lower case',
      (id) => `os-mf sessionid=${id}, factor=PASSCODE`,
    ],
    [
      'mfa-challenge-among-others',
      'the challenge has further parameters, and stands in one header with others',
      (id) => `Basic realm="id", OS-MF realm="cloud", sessionId='${id}', factor='PASSCODE', ttl=300`,
    ],
  ]),
  ...table(asWritten, [
    [
      'mfa-password-named-first',
      'authenticatedBy names the password before the passcode',
      giving('issueToken')((token) => ({ ...token, authenticatedBy: [...token.authenticatedBy].sort().reverse() })),
    ],
    [
      'setup-token-scoped',
      'the token to set up a second factor with names a tenant',
      giving('issueToken')((token, { tenant }) => ({ ...token, tenant })),
      { only: forSomeUsers },
    ],
    [
      'setup-answer-in-full',
      'the user and an empty catalogue come with the token to set up a second factor with',
      going('buildAccess', (build, grant, token, roles, services) =>
        build({ ...grant, scope: undefined }, token, roles, grant.scope === undefined ? services : []),
      ),
    ],
    [
      'setup-unknown-scope-403',
      'an unknown scope is refused with 403',
      ({ faults }) => ({ faults: { ...faults, scopeUnknown: faults.setupRequired } }),
    ],
  ]),
];

function hasTenant(credentials: unknown): boolean {
  return typeof credentials === 'object' && credentials !== null && ('tenantId' in credentials || 'tenantName' in credentials);
}

function longValues(reason: RefusalReason): Steps {
  const isLong = (value: unknown) => typeof value === 'string' && value.length > 4096;
  return all(where('requiredParameter', isLong, refuse(reason)), where('optionalParameter', isLong, refuse(reason)));
}

const notAcceptable = { status: 406, name: 'notAcceptable', message: 'Use JSON or XML.' };

/** Other responses to requests of which the document says nothing, or leaves a choice. */
export const requestVariations: readonly Variation[] = [
  ...table(asWritten, [
    [
      'tenant-in-credentials-refused',
      'a tenant inside the JSON credentials object is refused with 400',
      giving('jsonAuth')((auth) => (hasTenant(auth.passwordCredentials) || hasTenant(auth.apiKeyCredentials) ? refuse('parameterInvalid')() : auth)),
    ],
    [
      'tenant-on-xml-auth-refused',
      'a tenant on the XML element auth is refused with 400',
      giving('xmlAuth')((auth) => (auth.tenantId !== undefined || auth.tenantName !== undefined ? refuse('parameterInvalid')() : auth)),
    ],
    [
      'duplicate-members-refused',
      'a JSON object with one member twice is refused with 400',
      giving('parseJson')((value, text) => (repeatsMembers(text, value) ? refuse('bodyUnreadable')() : value)),
    ],
    [
      'document-type-ignored',
      'a document type that declares nothing is ignored',
      given('parseXml')((text) => text.replace(/<!DOCTYPE [\w:.-]+\s*>/, '')),
    ],
    [
      'rcn-not-boolean-ignored',
      'a value of apply_rcn_roles that is not a Boolean is ignored',
      () => ({ applyRcnRoles: ({ query }) => query.get('apply_rcn_roles')?.toLowerCase() === 'true' }),
    ],
    [
      'empty-values-401',
      'an empty name or secret is refused with 401, as a wrong one',
      where(
        'requiredParameter',
        (value) => value === '',
        () => '',
      ),
    ],
  ]),
  ...table(longValues, [
    ['long-values-401', 'a name or secret of any length is looked up, and refused with 401', 'userUnknown'],
    ['long-values-413', 'a value that is too long is refused with 413', 'bodyTooLarge'],
  ]),
  ...table(asWritten, [
    [
      'content-type-guessed',
      'a body without a Content-Type is read as JSON',
      where(
        'requestFormat',
        (request) => headerOf(request, 'content-type') === '',
        () => 'json' as const,
      ),
    ],
    [
      'accept-of-neither-406',
      'an Accept that names neither format is refused with 406',
      all(
        ({ faults }) => ({ faults: { ...faults, pathUnknown: notAcceptable } }),
        where('admit', (request) => headerOf(request, 'accept') === 'text/plain', refuse('pathUnknown')),
      ),
    ],
    ['other-methods-404', 'a method other than POST gets 404', where('admit', ({ method }) => method !== 'POST', refuse('pathUnknown'))],
  ]),
];
