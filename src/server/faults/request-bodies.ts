import type { PresentedAuth } from '../login/credentials';
import { repeatsMembers } from '../messages/json';
import type { TokensRequest } from '../messages/message';
import { attempt, type Condition } from './conditions';
import { everyWay, unlessPasscode } from './credentials';
import { crash, type Effect, given, giving, onlyBy, refuse, type Steps, table, unconditionally, where } from './effect';

/** The requirements of a parameter, by the type of the credentials; where it is not known, either. */
const ofParameter =
  (password: string, apiKey: string): Effect['breaks'] =>
  ({ type = 'none' }) =>
    ({ PASSCODE: 'mfa.passcode-required', PASSWORD: password, APIKEY: apiKey, none: undefined })[type] ?? [password, apiKey];
const requirements = {
  username: ofParameter('auth.password.username', 'auth.api-key.username'),
  secret: ofParameter('auth.password.password', 'auth.api-key.api-key'),
};
const form = onlyBy('request', 'type');
const anyCredentials = ['auth.password-credentials', 'auth.api-key-credentials', 'auth.credentials-required'] as const;
const right = { about: { secret: 'right' } } as const;
const json = { request: 'json' } as const;

const isMissing = (value: unknown) => value === undefined;
const isNull = (value: unknown) => value === null;
const isOther = (value: unknown) => value != null && typeof value !== 'string';
const isNoObject = (value: unknown) => value != null && typeof value !== 'object';
const isEmpty = (value: unknown) => value === '';
const isLong = (value: unknown) => String(value).length > 255;
const unwrapped = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);
const crashing = (isMeant: (value: unknown) => boolean) => (value: unknown) => (isMeant(value) ? crash() : value);

/** Values that are refused are read as another one, or end in another way. */
const reading =
  (one: 'username' | 'secret') =>
  ([isMeant, end]: readonly [(value: unknown) => boolean, (value: unknown) => string]): Steps =>
    where('requiredParameter', (value, name) => (name === 'username') === (one === 'username') && isMeant(value), end);

/** A secret is right if it is not one at all, where the user is known. */
function accepting(isMeant: (secret: unknown) => boolean): Steps {
  return (standard) => ({
    requiredParameter: (value, name) => (name !== 'username' && isMeant(value) ? '' : standard.requiredParameter(value, name)),
    secretMatches: (user, login) => (login.secret === '' ? Promise.resolve(true) : standard.secretMatches(user, login)),
    passcodeMatches: (session, passcode) => passcode === '' || standard.passcodeMatches(session, passcode),
  });
}

/** Both kinds of credentials are something else to the steps that follow. */
const credentials = (change: (members: unknown) => unknown) =>
  given('credentialsOf')((auth) => ({
    ...auth,
    passwordCredentials: change(auth.passwordCredentials),
    apiKeyCredentials: change(auth.apiKeyCredentials),
  }));

const byPassword = (auth: PresentedAuth) => (auth.passwordCredentials == null ? auth : { ...auth, apiKeyCredentials: undefined });

/** The `auth` of a JSON body is something else to the steps that follow. */
const authOf = (change: (auth: unknown, value: object) => unknown) =>
  given('jsonAuth')((value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return { ...value, auth: change('auth' in value ? value.auth : undefined, value) };
  });

/** An API key that is null may be taken for a wrong one (erratum E2). */
const nullKey = ({ facets }: Condition) => (facets.type === 'APIKEY' ? 'E2' : undefined);

/** Missing, null, empty and mistyped parameters (lines 89-145, errata E2, E3 and E18). */
export const parameterEffects: readonly Effect[] = [
  ...(['username', 'secret'] as const).flatMap((one) =>
    table({ breaks: requirements[one], about: {}, by: reading(one), ...form }, [
      [`${one}-missing-as-empty`, `a missing ${one} is taken for an empty one`, [isMissing, () => ''], { tolerated: 'E18' }],
      [`${one}-null-as-text`, `a ${one} that is null is the text null`, [isNull, () => 'null'], { tolerated: nullKey }],
      [`${one}-other-types-as-text`, `a ${one} that is no string is its JSON text`, [isOther, JSON.stringify], { tolerated: 'E18' }],
      [`${one}-missing-crashes`, `a missing ${one} is answered 500`, [isMissing, crash]],
      [`${one}-null-crashes`, `a ${one} that is null is answered 500`, [isNull, crash]],
      [`${one}-other-types-crash`, `a ${one} that is no string is answered 500`, [isOther, crash]],
      [`${one}-empty-crashes`, `an empty ${one} is answered 500`, [isEmpty, crash]],
      [`${one}-empty-not-found`, `an empty ${one} is answered 404`, [isEmpty, refuse('pathUnknown')]],
    ]),
  ),
  ...table({ breaks: requirements.secret, about: {}, by: accepting, ...form }, [
    ['secret-optional', 'a login without its secret is accepted for the user name alone', (value) => value == null],
    ['empty-secret-binds', 'an empty secret is right for every known user', isEmpty],
  ]),
  ...table({ breaks: 'auth.length', about: {}, ...form }, [
    ['long-crashes', 'a parameter of over 255 characters is answered 500', where('requiredParameter', isLong, crash)],
    ['long-tenants-dropped', 'a tenant that is over-long is dropped', where('optionalParameter', isLong, () => undefined), right],
    ['long-tenants-crash', 'a tenant that is over-long is answered 500', where('optionalParameter', isLong, crash), right],
  ]),
  ...table({ breaks: 'auth.one-type', about: {}, by: given('credentialsOf'), tolerated: 'E35', ...onlyBy('request') }, [
    ['both-types-by-password', 'of both types of credentials the password counts', byPassword],
  ]),
  ...table({ breaks: anyCredentials, about: json, by: credentials, ...unconditionally }, [
    ['credentials-unwrapped', 'of credentials that are a list the first item counts', unwrapped],
    ['credentials-null-crash', 'credentials that are null are answered 500', crashing(isNull)],
    ['credentials-of-other-type-crash', 'credentials that are no object are answered 500', crashing(isNoObject)],
  ]),
  ...table({ breaks: 'auth.required', about: json, by: authOf, ...unconditionally }, [
    ['auth-unwrapped', 'of an auth that is a list the first item counts', unwrapped],
    ['auth-not-needed', 'credentials are found without an auth around them', (auth, value) => auth ?? value],
    ['auth-null-crashes', 'an auth that is null is answered 500', crashing(isNull)],
    ['auth-of-other-type-crashes', 'an auth that is no object is answered 500', crashing(isNoObject)],
  ]),
];

const xml = { request: 'xml' } as const;

/** A text that is no JSON is read as the one that it becomes. */
const lenient = (repaired: (text: string) => string) => given('parseJson')((text) => (isJson(text) ? text : repaired(text)));
const crashingJson = (isMeant: (text: string) => boolean) => where('parseJson', isMeant, crash);
const crashingXml = (meant: RegExp) => (text: string) => (meant.test(text) ? crash() : text);

const isJson = (text: string) => attempt(() => JSON.parse(text) as unknown) !== undefined;

/** A member that the document does not name, in JSON without white space. */
const unknownMember =
  /"(?!(auth|username|password|apiKey|passcode|tenantId|tenantName|(RAX-\w+:)?(password|apiKey|passcode)Credentials|RAX-AUTH:scope)")([^"\\]|\\.)*":/;
const isStrange = (value: unknown) => unknownMember.test(JSON.stringify(value));
const unknownElement = /<(?!(\w+:)?(auth|(password|apiKey|passcode)Credentials)\b)\w/;
const isMarked = ({ body }: TokensRequest) => [0xef, 0xff, 0xfe].includes(body[0] ?? 0);
const generated = { breaks: 'generated.status' };
const documentType = { breaks: 'auth.document-type' };
const duplicatesCrash = giving('parseJson')((value, text) => (repeatsMembers(text, value) ? crash() : value));
/** A text without the prefixes that are not bound. */
const bound = (text: string) =>
  text.replace(/<(\/?)(\w+):(?=\w)/g, (tag, slash: string, prefix: string) => (text.includes(`xmlns:${prefix}=`) ? tag : `<${slash}`));
const anyCase = (text: string) =>
  text.replace(/"(RAX-KSKEY:)?(api|pass)(key|word)credentials"/gi, (_, prefix = '', first: string) =>
    first.toLowerCase() === 'api' ? `"${prefix}apiKeyCredentials"` : '"passwordCredentials"',
  );

/** Bodies that are read though they cannot be (lines 42-44 and 89-145, errata E1, E13, E16 and E19). */
export const bodyEffects: readonly Effect[] = [
  ...table({ breaks: 'status.unreadable', about: json, by: lenient, ...unconditionally }, [
    ['json-with-comments', 'comments are passed over in JSON', (text) => text.replace(/\/\*.*?\*\//g, '')],
    ['json-with-more-commas', 'a comma behind the last member is passed over', (text) => text.replace(/,(\s*[}\]])/g, '$1')],
    ['json-names-unquoted', 'names need no quotes in JSON', (text) => text.replace(/(\w+): /g, '"$1": ')],
    ['json-begins-the-text', 'what stands behind the JSON is not read', (text) => text.slice(0, text.lastIndexOf('}') + 1)],
  ]),
  ...table({ breaks: 'status.unreadable', about: json, ...unconditionally }, [
    ['json-crashes-parser', 'text that is no JSON is answered 500', crashingJson((text) => !isJson(text))],
    ['json-empty-crashes', 'an empty body is answered 500', crashingJson((text) => text.trim() === '')],
    ['json-list-searched', 'a JSON list is searched for an object', given('jsonAuth')((it) => (Array.isArray(it) ? (it[0] as unknown) : it))],
    ['unknown-json-member-crashes', 'a member that the document does not name is answered 500', where('jsonAuth', isStrange, crash), generated],
    ['duplicates-crash', 'a member that stands twice is answered 500', duplicatesCrash, { breaks: 'auth.duplicate-members' }],
  ]),
  ...table({ breaks: ['auth.password-credentials', 'auth.api-key-credentials'], about: json, by: given('parseJson'), ...unconditionally }, [
    ['credentials-without-s', 'credentials are known without their last letter too', (text) => text.replace(/Credential"/g, 'Credentials"')],
    ['credentials-in-any-case', 'the letter case of credentials is not looked at', anyCase, { tolerated: 'E1' }],
  ]),
  ...table({ breaks: 'status.unreadable', about: xml, by: given('parseXml'), ...unconditionally }, [
    ['xml-completed', 'XML cut off is completed', (text) => (/<\/[\w:]*auth>\s*$/.test(text) ? text : `${text.replace(/<[^>]*$/, '')}</auth>`)],
    ['xml-begins-the-text', 'what stands behind the root element is not read', (text) => text.replace(/(<\/auth>)[^<>]*$/, '$1')],
    ['xml-end-tags-unread', 'the name of an end tag is not looked at', (text) => text.replace(/<\/auth>/i, '</auth>')],
    ['xml-unquoted', 'the value of an attribute needs no quotes', (text) => text.replace(/ (\w+)=(\w+)/g, ' $1="$2"')],
    ['xml-entities-unknown', 'an entity that is not declared is passed over', (text) => text.replace(/&(?!(?:amp|lt|gt|quot|apos);)\w+;/g, '')],
    ['xml-ampersand-read', 'an ampersand that is not escaped stands for itself', (text) => text.replace(/&(?!#?\w+;)/g, '&amp;')],
    ['xml-prefix-bound', 'a prefix that is not bound is passed over', bound],
    ['document-type-crashes', 'a document type is answered 500', crashingXml(/<!DOCTYPE/), documentType],
    ['entity-crashes', 'a declared entity is answered 500', crashingXml(/<!ENTITY/), documentType],
    ['xml-crashes-parser', 'text that is no XML is answered 500', crashingXml(/^(?!\s*<)/)],
    ['unknown-xml-element-crashes', 'an element that the document does not name is answered 500', crashingXml(unknownElement), generated],
  ]),
  ...table({ breaks: 'status.encoding', about: {}, ...onlyBy('request') }, [
    ['byte-order-mark-crashes', 'a body with a byte order mark is answered 500', where('requestFormat', isMarked, crash)],
  ]),
];

const rightJson = { request: 'json', secret: 'right' } as const;
const rightXml = { request: 'xml', secret: 'right' } as const;
const samples = unlessPasscode('sample.password-json', 'sample.api-key-json', 'sample.api-key-tenant-json', 'sample.setup-json', ...everyWay);
const xmlSamples = unlessPasscode('sample.password-xml', 'sample.api-key-xml', 'sample.password-tenant-xml', 'sample.setup-xml', ...everyWay);

const requestText = { breaks: 'media.request-text', ...onlyBy('type') };
const prefix = { breaks: 'sample.prefix', ...onlyBy('type') };
const refusing = (meant: RegExp) => (text: string) => (meant.test(text) ? refuse('bodyUnreadable')() : text);

/** Requests as the samples write them, that are not understood (lines 147-257). */
export const notationEffects: readonly Effect[] = [
  ...table({ breaks: samples, about: rightJson, by: given('parseJson'), ...onlyBy('type', 'tenant', 'scope') }, [
    ['json-in-one-line-only', 'a JSON body of several lines is refused', refusing(/\n/)],
    ['json-blank-demanded', 'a JSON body without a blank after a colon is refused', refusing(/":"/)],
    ['json-order-demanded', 'a secret before the user name is refused in JSON', refusing(/"(password|apiKey)"[^}]*"username"/)],
    ['json-prefix-unknown', 'API key credentials have no prefix in JSON', (text) => text.replaceAll('"RAX-KSKEY:api', '"x-api'), onlyBy('tenant')],
    ['json-scope-unknown', 'the scope is not known in JSON', (text) => text.replaceAll('"RAX-AUTH:scope"', '"x"'), unconditionally],
    ['json-escapes-kept', 'escapes in JSON stand for themselves', (text) => text.replace(/\\u/g, '\\\\u'), requestText],
  ]),
  ...table({ breaks: xmlSamples, about: rightXml, by: given('parseXml'), ...onlyBy('type', 'tenant', 'scope') }, [
    ['xml-in-one-line-only', 'an XML tag of several lines is refused', refusing(/<[^?>][^>]*\n[^>]*>/)],
    ['xml-declaration-refused', 'an XML declaration is refused', refusing(/^<\?xml/)],
    ['xml-declaration-demanded', 'a body without an XML declaration is refused', refusing(/^(?!<\?xml)/)],
    ['xml-core-namespace-refused', 'auth in the core namespace is refused', refusing(/<auth[^>]* xmlns="http:\/\/docs.openstack/)],
    ['xml-core-namespace-demanded', 'an auth in no namespace is refused', refusing(/<auth(?![^>]* xmlns=)/)],
    ['xml-key-prefix-demanded', 'API key credentials have the prefix RAX-KSKEY', refusing(/<(?!RAX-KSKEY:)(\w+:)?apiKeyCred/), onlyBy('tenant')],
    ['xml-scope-unknown', 'the scope is not known in XML', (text) => text.replace(/ [\w-]+:scope="[^"]*"/, ''), unconditionally],
    ['xml-schema-instance-unknown', 'a namespace that is not used is refused', refusing(/XMLSchema-instance/)],
    ['xml-references-kept', 'hexadecimal references stand for themselves', (text) => text.replace(/&#x/g, '&amp;#x'), requestText],
    ['xml-prefixes-refused', 'an auth with a prefix is refused', refusing(/<\w+:auth/), prefix],
  ]),
];
