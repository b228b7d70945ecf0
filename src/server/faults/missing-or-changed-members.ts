import type { Element } from '@xmldom/xmldom';
import type { AccessUser, Grant } from '../login/access';
import type { JsonObject, JsonValue } from '../messages/json';
import { accountRecords, foreignUser } from '../users';
import type { Facets } from './conditions';
import {
  betweenForms,
  byLogin,
  type Effect,
  giving,
  granted,
  grantedInFull as full,
  onlyBy,
  sendingText,
  type Steps,
  table,
  underAnyCondition,
} from './effect';

/** A member of the response: where it is in JSON, `?` where it may be missing, and its element and attribute in XML. */
type Row = readonly [name: string, json: string, xml: string, breaks: string];

const members: readonly Row[] = [
  ['token-id', 'token.id', 'token@id', 'token.id'],
  ['token-expires', 'token.expires', 'token@expires', 'token.expires'],
  ['token-tenant-id', 'token.tenant.id', 'tenant@id', 'token.tenant'],
  ['token-tenant-name', 'token.tenant.name', 'tenant@name', 'token.tenant'],
  ['token-authenticated-by', 'token.RAX-AUTH:authenticatedBy', 'rax-auth:authenticatedBy', 'token.authenticated-by'],
  ['user', 'user', 'user', 'access.user'],
  ['user-id', 'user.id', 'user@id', 'user.id'],
  ['user-name', 'user.name', 'user@name', 'user.name'],
  ['user-default-region', 'user.RAX-AUTH:defaultRegion', 'user@rax-auth:defaultRegion', 'user.default-region'],
  ['user-domain-id', 'user.RAX-AUTH:domainId', 'user@rax-auth:domainId', 'user.domain'],
  ['user-roles', 'user.roles', 'roles', 'user.roles'],
  ['role-name', 'user.roles[].name', 'role@name', 'role.name'],
  ['role-id', 'user.roles[].id?', 'role@id', 'role.members'],
  ['role-description', 'user.roles[].description?', 'role@description', 'role.members'],
  ['role-tenant-id', 'user.roles[].tenantId?', 'role@tenantId', 'role.members'],
  ['service-catalog', 'serviceCatalog', 'serviceCatalog', 'access.service-catalog'],
  ['service-name', 'serviceCatalog[].name', 'service@name', 'service.name'],
  ['service-type', 'serviceCatalog[].type', 'service@type', 'service.type'],
  ['service-endpoints', 'serviceCatalog[].endpoints', 'endpoint', 'service.endpoints'],
  ['endpoint-public-u-r-l', 'serviceCatalog[].endpoints[].publicURL', 'endpoint@publicURL', 'endpoint.public-url'],
  ['endpoint-region', 'serviceCatalog[].endpoints[].region?', 'endpoint@region', 'endpoint.members'],
  ['endpoint-tenant-id', 'serviceCatalog[].endpoints[].tenantId?', 'endpoint@tenantId', 'endpoint.members'],
  ['endpoint-internal-u-r-l', 'serviceCatalog[].endpoints[].internalURL?', 'endpoint@internalURL', 'endpoint.members'],
  ['endpoint-version-id', 'serviceCatalog[].endpoints[].versionId?', 'version@id', 'endpoint.version'],
  ['endpoint-version-info', 'serviceCatalog[].endpoints[].versionInfo?', 'version@info', 'endpoint.version'],
];

/** Changes the members of a JSON answer that a path names; undefined takes a member away. */
const json = (path: string, change: (value: JsonValue) => JsonValue) =>
  giving('accessToJson')((body) => {
    changeIn(body['access'], path.replaceAll('[]', '').split('.'), change);
    return body;
  });

function changeIn(value: JsonValue, [name = '', ...rest]: string[], change: (value: JsonValue) => JsonValue): void {
  for (const each of [value].flat() as JsonObject[]) {
    if (each?.[name] === undefined) continue;
    if (rest.length === 0) each[name] = change(each[name]);
    else changeIn(each[name], rest, change);
  }
}

/** Changes the elements of an XML answer that have a name. */
const xml = (name: string, change: (element: Element) => void) =>
  giving('accessToXml')((document) => {
    for (const element of Array.from(document.getElementsByTagName(name))) change(element);
    return document;
  });

const without = (element: Element, attribute?: string) => (attribute ? element.removeAttribute(attribute) : element.parentNode?.removeChild(element));
const emptied = (element: Element, attribute: string) => element.hasAttribute(attribute) && element.setAttribute(attribute, '');
const twice = (element: Element) => element.parentNode?.appendChild(element.cloneNode(true));

/** Those of a token hold for one to set up a second factor with as well. */
const ofTokens = ['setup.token', 'setup.schema', 'setup.authenticated-by', 'mfa.both-factors', 'setup.parity', 'mfa.token'];
const parities = { token: 'parity.token', 'user.roles': 'parity.roles', user: 'parity.user', serviceCatalog: 'parity.service-catalog' };

function ofMember([name, path, place, breaks]: Row): Effect[] {
  const [where = ''] = path.split('?');
  const [element = '', attribute] = place.split('@');
  const isOfToken = path.startsWith('token');
  const [, parity = ''] = Object.entries(parities).find(([start]) => path.startsWith(start)) ?? [];
  const wrong = [breaks, parity, 'access.json', 'access.xml', 'access.same', ...(isOfToken ? ofTokens : [])] as [string, ...string[]];
  const lost = {
    breaks: path.endsWith('?') ? ([parity, ...wrong] as const) : wrong,
    // Of the tenant that was asked for, one member without the other is a warning.
    tolerated: breaks === 'token.tenant' ? 'E27' : undefined,
  };
  const shared = { breaks: wrong, ...onlyBy('request', 'type', 'account', 'rcn') };
  const about: Partial<Facets> = { outcome: 'granted', ...(isOfToken ? {} : { scope: 'none' }) };
  return [
    ...table({ ...shared, about: { ...about, answer: 'json' } }, [
      [`json-${name}-missing`, `${where} is missing in JSON`, json(where, () => undefined), lost],
      [`json-${name}-null`, `${where} is null in JSON`, json(where, () => null), lost],
      [`json-${name}-number`, `${where} is a number in JSON`, json(where, () => 7)],
      [`json-${name}-in-object`, `${where} is in an object in JSON`, json(where, (value) => ({ value }))],
    ]),
    ...table({ ...shared, about: { ...about, answer: 'xml' } }, [
      [`xml-${name}-missing`, `${place} is missing in XML`, xml(element, (it) => without(it, attribute)), lost],
      ...(attribute && !mayBeEmpty.includes(place)
        ? [[`xml-${name}-empty`, `${place} is empty in XML`, xml(element, (it) => emptied(it, attribute))] as const]
        : []),
    ]),
  ];
}
const mayBeEmpty = ['role@id', 'role@description', 'endpoint@region', 'user@rax-auth:defaultRegion'];

const inXml = { ...granted, answer: 'xml' } as const;
const inSetup = ['access.token', 'access.json', 'access.xml', 'setup.token', 'setup.scope', 'setup.schema'] as const;
const inNamespace = ['access.namespaces', 'access.xml', 'setup.schema', 'setup.scope', 'access.required'] as const;

const elements = ['token', 'tenant', 'user', 'roles', 'role', 'serviceCatalog', 'service', 'endpoint', 'version', 'rax-auth:credential'];

function ofNamespace(element: string): Effect[] {
  const name = element.replace('rax-auth:', '');
  // A setup token need not have a tenant.
  const tolerated: Effect['tolerated'] = ({ facets }) => (name === 'tenant' && facets.account === 'mfaSetupUser' ? 'E28' : undefined);
  return table({ breaks: inNamespace, about: inXml, tolerated, ...byLogin }, [
    [`xml-${name}-elsewhere`, `${element} is in another namespace in XML`, renamed(element, 'urn:elsewhere')],
    [`xml-${name}-nowhere`, `${element} is in no namespace in XML`, renamed(element, '')],
  ]);
}

/** Effects on one member of the response as one of the two formats has it. */
export const memberEffects: readonly Effect[] = [
  ...members.flatMap(ofMember),
  ...table({ breaks: inSetup, about: { outcome: 'granted', answer: 'json' }, ...byLogin }, [
    ['json-token-missing', 'the token is missing in JSON', json('token', () => undefined)],
    ['json-token-is-its-id', 'the token is its id in JSON', json('token', (token) => (token as JsonObject)['id'])],
  ]),
  ...table({ breaks: inSetup, about: inXml, ...byLogin }, [
    ['xml-token-missing', 'the token is missing in XML', xml('token', (it) => without(it))],
    ['xml-user-twice', 'the user stands there twice in XML', xml('user', twice)],
    ['xml-token-twice', 'the token stands there twice in XML', xml('token', twice)],
  ]),
  ...elements.flatMap(ofNamespace),
];

/** The text of XML answers with every start tag of a name in another namespace. */
function renamed(name: string, namespace: string): Steps {
  const local = name.replace('rax-auth:', '');
  return giving('serialiseXml')((text) =>
    String(text)
      .replace(new RegExp(`<${name}(?=[\\s/>])`, 'g'), `<${local} xmlns="${namespace}"`)
      .replaceAll(`</${name}>`, `</${local}>`),
  );
}

const { user: firstUser, secondUser } = accountRecords;
const another = { breaks: ['user.same', 'access.same', 'parity.user'] } as const;

const user = (change: (user: AccessUser, grant: Grant) => object) =>
  giving('buildAccess')((access, grant) => (access.user ? { ...access, user: { ...access.user, ...change(access.user, grant) } } : access));

/** Effects on the user that a login returns (lines 280-286, 319 and 943-945, erratum E33). */
export const userEffects: readonly Effect[] = [
  ...table({ breaks: ['user.authenticated', 'user.same', 'parity.user'], about: full, by: user }, [
    ['user-is-another', 'the user returned is another one', () => ({ id: foreignUser.id, name: foreignUser.username }), underAnyCondition],
    ['user-name-is-tenant', 'the name returned is that of the tenant', (_, { tenant }) => ({ name: tenant.name })],
    ['user-name-cut-off', 'the name returned lacks its last letter', ({ name }) => ({ name: name.slice(0, -1) })],
    ['user-name-in-capitals', 'the name returned is in capitals', ({ name }) => ({ name: name.toUpperCase() }), { tolerated: 'E33' }],
  ]),
  ...table({ breaks: ['user.unique', 'user.same', 'access.same'], about: full, by: user }, [
    ['user-id-new-each-time', 'the user has a new id at each login', ({ id }) => ({ id: `${id}-${Math.random()}` }), another],
    ['user-id-of-another', 'the id is that of another user', ({ id }) => ({ id: id === secondUser.id ? firstUser.id : secondUser.id })],
  ]),
  ...table({ ...another, about: full, by: user, ...betweenForms }, [
    ['user-id-of-the-tenant', 'the user has the tenant for an id', (_, { tenant }) => ({ id: tenant.id })],
    ['user-id-of-the-type', 'the user id tells the way of login', ({ id }, it) => ({ id: id + String(it.authenticatedBy) })],
    ['user-in-another-region', 'the default region is another one', () => ({ defaultRegion: 'SYD' })],
    ['user-in-another-domain', 'the domain is another one', () => ({ domainId: foreignUser.domainId })],
  ]),
];

const xmlAnswer = { ...granted, answer: 'xml' } as const;
const jsonAnswer = { ...granted, answer: 'json' } as const;
const ofText = ['access.text', 'access.json', 'access.xml', 'access.required', 'access.same', 'parity.roles'] as const;
const memberTwice = { breaks: 'access.duplicate-members' };
const namespaces = { breaks: ['access.namespaces', 'setup.schema', 'setup.scope'] } as const;
/** A setup token without an access object around it is a warning. */
const bare: Pick<Effect, 'tolerated'> = { tolerated: ({ facets }) => (facets.account === 'mfaSetupUser' ? 'E9' : undefined) };

/** How a login is written (lines 298-948). */
export const responseTextEffects: readonly Effect[] = [
  ...table({ breaks: ['access.required', 'access.json', 'setup.scope', 'setup.schema'], about: jsonAnswer, by: sendingText, ...byLogin }, [
    ['json-unwrapped', 'a JSON response has no access around it', (text) => text.replace(/^{"access":(.*)}$/s, '$1'), bare],
    ['json-cut-off', 'a JSON response is cut off', (text) => text.slice(0, -3)],
    ['json-member-twice', 'the token stands twice in JSON', (text) => text.replace('{"access":{', '$&"token":{"id":"other"},'), memberTwice],
    ['json-empty', 'a JSON response is empty', () => ''],
  ]),
  ...table({ breaks: ['access.required', 'access.xml', 'setup.scope', 'setup.schema'], about: xmlAnswer, by: sendingText, ...byLogin }, [
    ['xml-cut-off', 'an XML response is cut off', (text) => text.slice(0, -9)],
    ['xml-with-doctype', 'an XML response has a document type', (text) => text.replace('<access', '<!DOCTYPE access [<!ENTITY e "x">]><access')],
    ['xml-empty', 'an XML response is empty', () => ''],
    ['xml-namespace-lost', 'an XML response is in no namespace', (text) => text.replace(/ xmlns="[^"]*"/, ''), namespaces],
    ['xml-extension-namespace-changed', 'the RAX-AUTH namespace is another one', (text) => text.replace('/v1.0', '/v2.0'), namespaces],
  ]),
  ...table({ breaks: ofText, about: granted, by: sendingText, only: ({ facets }) => 'answer' in facets }, [
    ['text-in-latin-1', 'a login is in ISO 8859-1', (text) => Buffer.from(text, 'latin1')],
    ['text-replaced', 'characters beyond ASCII are replacement characters', (text) => text.replace(/[^\x00-\x7f]/g, '\ufffd')],
    ['text-escaped-twice', 'text is escaped twice', (text) => text.replaceAll('&amp;', '&amp;amp;').replaceAll(' & ', ' &amp; ')],
  ]),
];
