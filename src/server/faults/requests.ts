import type { Condition } from '../deviations/conditions';
import { type Breaks, type Effect, onlyBy, table, tableBy, unconditionally } from '../deviations/effect';
import { crash, type Steps } from '../deviations/steps';
import type { PresentedAuth } from '../login/credentials';
import { Refusal, type RefusalReason } from '../login/refusal';
import { membersRead, membersWritten } from '../messages/json';
import { acceptance, everyWay } from './acceptance';

/** The requirements of the user name or the secret, by the type of the credentials. */
const ofParameter =
  (one: 'username' | 'secret'): Effect['breaks'] =>
  ({ type }) => {
    const password = one === 'secret' ? 'auth.password.password' : 'auth.password.username';
    const apiKey = one === 'secret' ? 'auth.api-key.api-key' : 'auth.api-key.username';
    if (type === 'PASSCODE') return 'mfa.passcode-required';
    return type === 'APIKEY' ? apiKey : type === 'PASSWORD' ? password : [password, apiKey];
  };
const credentials: Breaks = ['auth.password-credentials', 'auth.api-key-credentials', 'auth.credentials-required'];
const form = onlyBy('request', 'type');
const json = { request: 'json' } as const;
const xml = { request: 'xml' } as const;
const right = { secret: 'right' } as const;

/** A required parameter is read in a way of the server's own where that gives something, else as it should be. */
const reading =
  (one: 'username' | 'secret' | 'any') =>
  (read: (value: unknown) => string | undefined): Steps =>
  (standard) => ({
    requiredParameter: (value, name) => {
      const isMeant = one === 'any' || (one === 'username') === (name === 'username');
      return (isMeant ? read(value) : undefined) ?? standard.requiredParameter(value, name);
    },
  });

const jsonText =
  (change: (text: string) => string): Steps =>
  (standard) => ({ parseJson: (text) => standard.parseJson(change(text)) });
const xmlText =
  (change: (text: string) => string): Steps =>
  (standard) => ({ parseXml: (text) => standard.parseXml(change(text)) });
/** What a body presents is something else to the steps that follow; `undefined` where it is left as it is. */
const presented =
  (change: (auth: PresentedAuth) => PresentedAuth): Steps =>
  (standard) => ({ jsonAuth: (value) => change(standard.jsonAuth(value)), xmlAuth: (document) => change(standard.xmlAuth(document)) });
const wholeJson =
  (change: (value: Record<string, unknown>) => unknown): Steps =>
  (standard) => ({
    jsonAuth: (value) => standard.jsonAuth(typeof value === 'object' && value !== null ? change(value as Record<string, unknown>) : value),
  });

function refuseAs(reason: RefusalReason): never {
  throw new Refusal(reason);
}
function refusing(when: (text: string) => boolean): (text: string) => string {
  return (text) => (when(text) ? refuseAs('bodyUnreadable') : text);
}
function crashing(when: (text: string) => boolean): (text: string) => string {
  return (text) => (when(text) ? crash() : text);
}

const unwrapped = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);
const isOther = (value: unknown) => value !== null && value !== undefined && typeof value !== 'string';

/** An API key that is null may be taken for a wrong one (erratum E2). */
const nullKey = { ...form, tolerated: ({ facets }: Condition) => (facets.type === 'APIKEY' ? 'E2' : undefined) };

/** Missing, null, empty and mistyped parameters (lines 89-145, errata E2, E3 and E18). */
const parameters: readonly Effect[] = [
  ...(['username', 'secret'] as const).flatMap((one) =>
    tableBy({ breaks: ofParameter(one), about: {}, by: reading(one), ...form }, [
      [
        `${one}-missing-as-empty`,
        `a missing ${one} is taken for an empty one`,
        (value) => (value === undefined ? '' : undefined),
        { tolerated: 'E18' },
      ],
      [`${one}-null-as-text`, `a ${one} that is null is the text null`, (value) => (value === null ? 'null' : undefined), nullKey],
      [
        `${one}-other-types-as-text`,
        `a ${one} that is no string is its JSON text`,
        (value) => (isOther(value) ? JSON.stringify(value) : undefined),
        { tolerated: 'E18' },
      ],
      [`${one}-missing-crashes`, `a missing ${one} is answered 500`, (value) => (value === undefined ? crash() : undefined)],
      [`${one}-null-crashes`, `a ${one} that is null is answered 500`, (value) => (value === null ? crash() : undefined)],
      [`${one}-other-types-crash`, `a ${one} that is no string is answered 500`, (value) => (isOther(value) ? crash() : undefined)],
      [`${one}-empty-crashes`, `an empty ${one} is answered 500`, (value) => (value === '' ? crash() : undefined)],
      [`${one}-empty-not-found`, `an empty ${one} is answered 404`, (value) => (value === '' ? refuseAs('pathUnknown') : undefined)],
    ]),
  ),
  ...tableBy({ breaks: 'auth.length', about: {}, by: reading('any'), ...form }, [
    ['long-crashes', 'a parameter of over 255 characters is answered 500', (value) => (String(value).length > 255 ? crash() : undefined)],
  ]),
  ...table({ breaks: 'auth.length', about: right, ...form }, [
    [
      'long-tenants-dropped',
      'a tenant that is over-long is dropped',
      (standard) => ({ optionalParameter: (value, name) => (String(value).length > 255 ? undefined : standard.optionalParameter(value, name)) }),
    ],
    [
      'long-tenants-crash',
      'a tenant that is over-long is answered 500',
      (standard) => ({ optionalParameter: (value, name) => (String(value).length > 255 ? crash() : standard.optionalParameter(value, name)) }),
    ],
  ]),
  ...table({ breaks: ofParameter('secret'), about: {}, ...form }, [
    [
      'secret-optional',
      'a login without its secret is accepted for the user name alone',
      (standard) => ({
        requiredParameter: (value, name) => (name !== 'username' && value == null ? '' : standard.requiredParameter(value, name)),
        secretMatches: (user, login) => (login.secret === '' && user ? Promise.resolve(true) : standard.secretMatches(user, login)),
      }),
    ],
  ]),
  ...tableBy({ breaks: 'auth.one-type', about: {}, by: presented, ...onlyBy('request') }, [
    [
      'both-types-by-password',
      'of both types of credentials the password counts',
      (auth) => (auth.passwordCredentials == null ? auth : { ...auth, apiKeyCredentials: undefined }),
      { tolerated: 'E35' },
    ],
    [
      'both-types-by-api-key',
      'of both types of credentials the API key counts',
      (auth) => (auth.apiKeyCredentials == null ? auth : { ...auth, passwordCredentials: undefined }),
      { tolerated: 'E35' },
    ],
  ]),
  ...tableBy({ breaks: credentials, about: json, by: presented, ...unconditionally }, [
    [
      'credentials-unwrapped',
      'of credentials that are a list the first item counts',
      (auth) => ({ ...auth, passwordCredentials: unwrapped(auth.passwordCredentials), apiKeyCredentials: unwrapped(auth.apiKeyCredentials) }),
    ],
    [
      'credentials-null-crash',
      'credentials that are null are answered 500',
      (auth) => (auth.passwordCredentials === null || auth.apiKeyCredentials === null ? crash() : auth),
    ],
    [
      'credentials-of-other-type-crash',
      'credentials that are no object are answered 500',
      (auth) => ([auth.passwordCredentials, auth.apiKeyCredentials].some((it) => it != null && typeof it !== 'object') ? crash() : auth),
    ],
  ]),
  ...tableBy({ breaks: credentials, about: json, by: jsonText, ...unconditionally }, [
    ['credentials-without-s', 'credentials are known without their last letter too', (text) => text.replace(/Credential"/g, 'Credentials"')],
    [
      'credentials-in-any-case',
      'the letter case of credentials is not looked at',
      (text) =>
        text.replace(
          /"(RAX-KSKEY:)?(api|pass)([a-z]+)credentials"/gi,
          (_, prefix = '', first: string, rest: string) => `"${prefix}${first.toLowerCase()}${first === 'api' ? 'Key' : rest}Credentials"`,
        ),
      { tolerated: 'E1' },
    ],
  ]),
  ...tableBy({ breaks: 'auth.required', about: json, by: wholeJson, ...unconditionally }, [
    ['auth-unwrapped', 'of an auth that is a list the first item counts', (value) => ({ ...value, auth: unwrapped(value['auth']) })],
    ['auth-not-needed', 'credentials are found without an auth around them', (value) => (value['auth'] === undefined ? { auth: value } : value)],
    ['auth-null-crashes', 'an auth that is null is answered 500', (value) => (value['auth'] === null ? crash() : value)],
    [
      'auth-of-other-type-crashes',
      'an auth that is no object is answered 500',
      (value) => (isOther(value['auth']) && typeof value['auth'] !== 'object' ? crash() : value),
    ],
  ]),
];

/** Bodies that are read though they cannot be, or not though they can (lines 42-44, errata E13, E16 and E19). */
const bodies: readonly Effect[] = [
  ...tableBy({ breaks: 'status.unreadable', about: json, by: jsonText, ...unconditionally }, [
    ['json-completed', 'JSON that is cut off is completed', lenient(completed)],
    ['json-in-single-quotes', 'single quotes are quotes in JSON', (text) => (text.includes('"') ? text : text.replaceAll("'", '"'))],
    ['json-with-comments', 'comments are passed over in JSON', lenient((text) => text.replace(/\/\*.*?\*\//g, ''))],
    ['json-with-more-commas', 'a comma behind the last member is passed over', lenient((text) => text.replace(/,(\s*[}\]])/g, '$1'))],
    ['json-names-unquoted', 'names need no quotes in JSON', lenient((text) => text.replace(/(\w+): /g, '"$1": '))],
    ['json-begins-the-text', 'what stands behind the JSON is not read', lenient((text) => text.slice(0, text.lastIndexOf('}') + 1))],
    ['json-crashes-parser', 'text that is no JSON is answered 500', crashing((text) => !isJson(text))],
    ['json-empty-crashes', 'an empty body is answered 500', crashing((text) => text.trim() === '')],
  ]),
  ...table({ breaks: 'status.unreadable', about: json, ...unconditionally }, [
    ['json-list-searched', 'a JSON list is searched for an object', (standard) => ({ jsonAuth: (value) => standard.jsonAuth(unwrapped(value)) })],
  ]),
  ...tableBy({ breaks: 'status.unreadable', about: xml, by: xmlText, ...unconditionally }, [
    ['xml-completed', 'XML cut off is completed', (text) => (/<\/[\w:]*auth>\s*$/.test(text) ? text : `${text.replace(/<[^>]*$/, '')}</auth>`)],
    ['xml-begins-the-text', 'what stands behind the root element is not read', (text) => text.replace(/(<\/auth>)[^<>]*$/, '$1')],
    ['xml-end-tags-unread', 'the name of an end tag is not looked at', (text) => text.replace(/<\/auth>/i, '</auth>')],
    ['xml-unquoted', 'the value of an attribute needs no quotes', (text) => text.replace(/ (\w+)=(\w+)/g, ' $1="$2"')],
    ['xml-entities-unknown', 'an entity that is not declared is passed over', (text) => text.replace(/&(?!(?:amp|lt|gt|quot|apos);)\w+;/g, '')],
    ['xml-ampersand-read', 'an ampersand that is not escaped stands for itself', (text) => text.replace(/&(?!#?\w+;)/g, '&amp;')],
    ['xml-crashes-parser', 'text that is no XML is answered 500', crashing((text) => !text.trimStart().startsWith('<'))],
    [
      'xml-prefix-bound',
      'a prefix that is not bound is passed over',
      (text) => text.replace(/<(\/?)(\w+):(?=\w)/g, (tag, slash: string, prefix: string) => (text.includes(`xmlns:${prefix}=`) ? tag : `<${slash}`)),
    ],
  ]),
  ...tableBy({ breaks: 'auth.document-type', about: xml, by: xmlText, ...unconditionally }, [
    ['document-type-crashes', 'a document type is answered 500', crashing((text) => text.includes('<!DOCTYPE'))],
    ['entity-crashes', 'a declared entity is answered 500', crashing((text) => text.includes('<!ENTITY'))],
  ]),
  ...table({ breaks: 'auth.duplicate-members', about: json, ...unconditionally }, [
    [
      'duplicates-crash',
      'a member that stands twice is answered 500',
      (standard) => ({
        parseJson: (text) => {
          const value = standard.parseJson(text);
          return membersWritten(text) === membersRead(value) ? value : crash();
        },
      }),
    ],
  ]),
  ...table({ breaks: 'status.encoding', about: {}, ...onlyBy('request') }, [
    [
      'byte-order-mark-crashes',
      'a body with a byte order mark is answered 500',
      (standard) => ({
        readBody: async (request) => {
          const body = await standard.readBody(request);
          return [0xef, 0xff, 0xfe].includes(body[0] ?? 0) ? crash() : body;
        },
      }),
    ],
  ]),
  ...tableBy({ breaks: 'generated.status', about: json, by: jsonText, ...unconditionally }, [
    [
      'unknown-json-member-crashes',
      'a member that the document does not name is answered 500',
      crashing((text) => isJson(text) && strange(JSON.parse(text))),
    ],
  ]),
  ...tableBy({ breaks: 'generated.status', about: xml, by: xmlText, ...unconditionally }, [
    [
      'unknown-xml-element-crashes',
      'an element that the document does not name is answered 500',
      crashing((text) =>
        [...text.matchAll(/<(?:\w+:)?(\w+)/g)].some(([, name]) => !/^(auth|password|apiKey|passcode|xml)(Credentials)?$/.test(name ?? '')),
      ),
    ],
  ]),
  ...tableBy({ breaks: 'generated.status', about: {}, by: reading('any'), ...onlyBy('request') }, [
    [
      'odd-characters-crash',
      'a text beyond the basic plane is answered 500',
      (value) => (/[\u{10000}-\u{10ffff}]/u.test(String(value)) ? crash() : undefined),
    ],
  ]),
];

const samples = ofLogins(['sample.password-json', 'sample.api-key-json', 'sample.api-key-tenant-json', 'sample.setup-json', ...everyWay]);
const xmlSamples = ofLogins(['sample.password-xml', 'sample.api-key-xml', 'sample.password-tenant-xml', 'sample.setup-xml', ...everyWay]);

/** Where a passcode is given, what is not understood is the second request. */
function ofLogins(breaks: readonly [string, ...string[]]): Effect['breaks'] {
  return ({ type }) => (type === 'PASSCODE' ? 'mfa.second-request' : breaks);
}

/** Requests as the samples write them, that are not understood (lines 147-257). */
const notations: readonly Effect[] = [
  ...tableBy({ breaks: samples, about: { ...json, ...right }, by: jsonText, ...onlyBy('type', 'tenant', 'scope') }, [
    ['json-in-one-line-only', 'a JSON body of several lines is refused', refusing((text) => text.includes('\n'))],
    ['json-blank-demanded', 'a JSON body without a blank after a colon is refused', refusing((text) => /":"/.test(text))],
    ['json-order-demanded', 'a secret before the user name is refused in JSON', refusing((text) => /"(password|apiKey)"[^}]*"username"/.test(text))],
    ['json-prefix-unknown', 'API key credentials have no prefix in JSON', (text) => text.replaceAll('"RAX-KSKEY:api', '"x-api'), onlyBy('tenant')],
    ['json-scope-unknown', 'the scope is not known in JSON', (text) => text.replaceAll('"RAX-AUTH:scope"', '"x"'), unconditionally],
  ]),
  ...tableBy({ breaks: 'media.request-text', about: { ...json, ...right }, by: jsonText, ...onlyBy('type') }, [
    ['json-escapes-kept', 'escapes in JSON stand for themselves', (text) => text.replace(/\\u/g, '\\\\u')],
  ]),
  ...tableBy({ breaks: xmlSamples, about: { ...xml, ...right }, by: xmlText, ...onlyBy('type', 'tenant', 'scope') }, [
    ['xml-in-one-line-only', 'an XML tag of several lines is refused', refusing((text) => /<[^>]*\n[^>]*>/.test(text.replace(/<\?.*\?>/, '')))],
    ['xml-declaration-refused', 'an XML declaration is refused', refusing((text) => text.startsWith('<?xml'))],
    ['xml-declaration-demanded', 'a body without an XML declaration is refused', refusing((text) => !text.startsWith('<?xml'))],
    [
      'xml-core-namespace-refused',
      'auth in the core namespace is refused',
      refusing((text) => /<auth[^>]* xmlns="http:\/\/docs.openstack/.test(text)),
    ],
    ['xml-core-namespace-demanded', 'an auth in no namespace is refused', refusing((text) => /<auth(?![^>]* xmlns=)/.test(text))],
    [
      'xml-key-prefix-demanded',
      'API key credentials have the prefix RAX-KSKEY',
      refusing((text) => /<(?!RAX-KSKEY:)(\w+:)?apiKeyCredentials/.test(text)),
      onlyBy('tenant'),
    ],
    ['xml-scope-unknown', 'the scope is not known in XML', (text) => text.replace(/ [\w-]+:scope="[^"]*"/, ''), unconditionally],
    ['xml-schema-instance-unknown', 'a namespace that is not used is refused', refusing((text) => text.includes('XMLSchema-instance'))],
  ]),
  ...tableBy({ breaks: 'media.request-text', about: { ...xml, ...right }, by: xmlText, ...onlyBy('type') }, [
    ['xml-references-kept', 'hexadecimal references stand for themselves', (text) => text.replace(/&#x/g, '&amp;#x')],
    [
      'xml-references-as-bytes',
      'a reference keeps the low byte of its character',
      (text) => text.replace(/&#x([0-9a-f]+);/gi, (_, hex: string) => `&#${parseInt(hex, 16) % 256 || 63};`),
    ],
  ]),
  ...tableBy({ breaks: 'sample.prefix', about: { ...xml, ...right }, by: xmlText, ...onlyBy('type') }, [
    ['xml-prefixes-refused', 'an auth with a prefix is refused', refusing((text) => /<\w+:auth/.test(text))],
    ['xml-key-prefix-refused', 'API key credentials have no prefix', refusing((text) => text.includes(':apiKeyCredentials'))],
  ]),
  ...tableBy({ breaks: acceptance, about: { ...right, outcome: 'granted', type: 'PASSWORD' }, by: presented }, [
    ['passwords-not-offered', 'password credentials are not known', (auth) => ({ ...auth, passwordCredentials: undefined })],
  ]),
  ...tableBy({ breaks: acceptance, about: { ...right, outcome: 'granted', type: 'APIKEY' }, by: presented }, [
    ['api-keys-not-offered', 'API key credentials are not known', (auth) => ({ ...auth, apiKeyCredentials: undefined })],
  ]),
];

/** Reads a text that is no JSON as the one that it becomes. */
function lenient(repaired: (text: string) => string): (text: string) => string {
  return (text) => (isJson(text) ? text : repaired(text));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function completed(text: string): string {
  if (!text.trimStart().startsWith('{')) return text;
  const open = (text.match(/{/g) ?? []).length - (text.match(/}/g) ?? []).length;
  const quote = (text.match(/"/g) ?? []).length % 2 === 1 ? '"' : '';
  return text.replace(/,\s*$/, '') + quote + '}'.repeat(Math.max(0, open));
}

const known = /^(auth|username|password|apiKey|passcode|tenantId|tenantName|(RAX-\w+:)?(password|apiKey|passcode)Credentials|RAX-AUTH:scope)$/;

/** Whether some object has a member that the document does not name. */
function strange(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, inner]) => (!Array.isArray(value) && !known.test(name)) || strange(inner));
}

/** Effects on how requests are read. */
export const requestEffects: readonly Effect[] = [...parameters, ...bodies, ...notations];
