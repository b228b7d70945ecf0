import type { Element } from '@xmldom/xmldom';
import { type Breaks, type Effect, onlyBy, table } from '../deviations/effect';
import type { Steps } from '../deviations/steps';
import type { JsonObject, JsonValue } from '../messages/json';

/** A member of the response: where it is in JSON, and its element and attribute in XML; `?` where it may be missing. */
type Row = readonly [json: string, xml: string, breaks: string, parity: string];

const members: readonly Row[] = [
  ['token.id', 'token@id', 'token.id', 'parity.token'],
  ['token.expires', 'token@expires', 'token.expires', 'parity.token'],
  ['token.tenant.id', 'tenant@id', 'token.tenant', 'parity.token'],
  ['token.tenant.name', 'tenant@name', 'token.tenant', 'parity.token'],
  ['token.RAX-AUTH:authenticatedBy', 'rax-auth:authenticatedBy', 'token.authenticated-by', 'parity.token'],
  ['user', 'user', 'access.user', 'parity.user'],
  ['user.id', 'user@id', 'user.id', 'parity.user'],
  ['user.name', 'user@name', 'user.name', 'parity.user'],
  ['user.RAX-AUTH:defaultRegion', 'user@rax-auth:defaultRegion', 'user.default-region', 'parity.user'],
  ['user.RAX-AUTH:domainId', 'user@rax-auth:domainId', 'user.domain', 'parity.user'],
  ['user.roles', 'roles', 'user.roles', 'parity.roles'],
  ['user.roles[].name', 'role@name', 'role.name', 'parity.roles'],
  ['user.roles[].id?', 'role@id', 'role.members', 'parity.roles'],
  ['user.roles[].description?', 'role@description', 'role.members', 'parity.roles'],
  ['user.roles[].tenantId?', 'role@tenantId', 'role.members', 'parity.roles'],
  ['serviceCatalog', 'serviceCatalog', 'access.service-catalog', 'parity.service-catalog'],
  ['serviceCatalog[].name', 'service@name', 'service.name', 'parity.service-catalog'],
  ['serviceCatalog[].type', 'service@type', 'service.type', 'parity.service-catalog'],
  ['serviceCatalog[].endpoints', 'service/endpoint', 'service.endpoints', 'parity.service-catalog'],
  ['serviceCatalog[].endpoints[].publicURL', 'endpoint@publicURL', 'endpoint.public-url', 'parity.service-catalog'],
  ['serviceCatalog[].endpoints[].region?', 'endpoint@region', 'endpoint.members', 'parity.service-catalog'],
  ['serviceCatalog[].endpoints[].tenantId?', 'endpoint@tenantId', 'endpoint.members', 'parity.service-catalog'],
  ['serviceCatalog[].endpoints[].internalURL?', 'endpoint@internalURL', 'endpoint.members', 'parity.service-catalog'],
  ['serviceCatalog[].endpoints[].versionId?', 'version@id', 'endpoint.version', 'parity.service-catalog'],
  ['serviceCatalog[].endpoints[].versionInfo?', 'version@info', 'endpoint.version', 'parity.service-catalog'],
];

/** Changes the members of a JSON answer that a path names; undefined takes a member away. */
const json =
  (path: string, change: (value: JsonValue) => JsonValue): Steps =>
  (standard) => ({
    accessToJson: (access, request) => {
      const body = standard.accessToJson(access, request);
      changeIn(body['access'], path.split('.'), change);
      return body;
    },
  });

function changeIn(value: JsonValue, [step = '', ...rest]: string[], change: (value: JsonValue) => JsonValue): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  const name = step.replace('[]', '');
  const member = value[name];
  if (member === undefined) return;
  if (rest.length === 0) value[name] = change(member);
  else for (const each of Array.isArray(member) ? member : [member]) changeIn(each, rest, change);
}

/** Changes the elements of an XML answer that have a name, `a/b` for those in another. */
const xml =
  (name: string, change: (element: Element) => void): Steps =>
  (standard) => ({
    accessToXml: (access, request) => {
      const document = standard.accessToXml(access, request);
      for (const element of Array.from(document.getElementsByTagName(name.replace(/^.*\//, '')))) change(element);
      return document;
    },
  });

function attribute(element: Element, name: string, change: (value: string) => string | undefined): void {
  const value = element.getAttribute(name);
  if (value === null) return;
  const changed = change(value);
  if (changed === undefined) element.removeAttribute(name);
  else element.setAttribute(name, changed);
}

const slug = (path: string) =>
  path
    .replace(/RAX-AUTH:|\[\]|\?|^serviceCatalog\[\]\.endpoints\[\]\./g, '')
    .replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    .replace('service-catalog.', 'service-')
    .replaceAll('.', '-')
    .replace('user-roles-', 'role-')
    .replace(/--+/g, '-');

const once = onlyBy('request', 'type', 'account', 'rcn');

function ofMember([path, place, breaks, parity]: Row): Effect[] {
  const where = path.replace('?', '');
  const name = path.startsWith('serviceCatalog[].endpoints[].') ? `endpoint-${slug(path)}` : slug(path);
  const [element = '', attributeName] = place.split('@');
  const scope = path.startsWith('token') ? {} : ({ scope: 'none' } as const);
  const about = { outcome: 'granted', ...scope } as const;
  const more = path.startsWith('token')
    ? ['setup.token', 'setup.schema', 'setup.authenticated-by', 'mfa.both-factors', 'setup.parity', 'mfa.token']
    : [];
  const isShould = ['user.default-region', 'user.domain'].includes(breaks);
  // A service without endpoints is a warning (erratum E26), but not the same as one with some.
  const mayBeEmpty = breaks === 'service.endpoints';
  // Of the tenant that was asked for, one member without the other is a warning.
  const tolerated = breaks === 'token.tenant' ? 'E27' : undefined;
  const typed: Breaks = [breaks, 'access.json', parity, ...more];
  const lost: Breaks = path.endsWith('?')
    ? [parity, 'access.same', breaks]
    : [breaks, parity, 'access.xml', ...more, ...(isShould || mayBeEmpty ? ['access.same'] : [])];
  const inJson = { ...about, answer: 'json' } as const;
  const inXml = { ...about, answer: 'xml' } as const;
  return [
    ...table({ breaks: lost, about: inJson, tolerated, ...once }, [
      [`json-${name}-missing`, `${where} is missing in JSON`, json(where, () => undefined)],
    ]),
    ...table({ breaks: typed, about: inJson, ...once }, [
      [`json-${name}-null`, `${where} is null in JSON`, json(where, () => null)],
      [`json-${name}-number`, `${where} is a number in JSON`, json(where, () => 7)],
      [`json-${name}-in-object`, `${where} is in an object in JSON`, json(where, (value) => ({ value }))],
    ]),
    ...table({ breaks: lost, about: inXml, tolerated, ...once }, [
      [
        `xml-${name}-missing`,
        `${place} is missing in XML`,
        xml(element, (it) => {
          if (attributeName) attribute(it, attributeName, () => undefined);
          else it.parentNode?.removeChild(it);
        }),
      ],
    ]),
    ...(attributeName && !/description|region/i.test(attributeName) && place !== 'role@id'
      ? table({ breaks: [breaks, 'access.xml', parity, ...more], about: inXml, ...once }, [
          [`xml-${name}-empty`, `${place} is empty in XML`, xml(element, (it) => attribute(it, attributeName, () => ''))],
        ])
      : []),
  ];
}

const granted = { outcome: 'granted' } as const;
const inSetup = ['access.token', 'access.json', 'access.xml', 'setup.token', 'setup.scope', 'setup.schema'] as const;
const inNamespace = ['access.namespaces', 'access.xml', 'setup.schema', 'setup.scope', 'access.required'] as const;

/** A setup token need not have a tenant (erratum E28). */
function elsewhere(name: string): Pick<Effect, 'tolerated'> {
  return name === 'tenant' ? { tolerated: ({ facets }) => (facets.account === 'mfaSetupUser' ? 'E28' : undefined) } : {};
}

/** Effects on one member of the response as one of the two formats has it. */
export const memberEffects: readonly Effect[] = [
  ...members.flatMap(ofMember),
  ...table({ breaks: inSetup, about: { ...granted, answer: 'json' }, ...onlyBy('request', 'type', 'account') }, [
    ['json-token-missing', 'the token is missing in JSON', json('token', () => undefined)],
    ['json-token-is-its-id', 'the token is its id in JSON', json('token', (token) => (token as JsonObject)['id'])],
    ['json-token-in-list', 'the token is in a list in JSON', json('token', (token) => [token])],
  ]),
  ...table({ breaks: inSetup, about: { ...granted, answer: 'xml' }, ...onlyBy('request', 'type', 'account') }, [
    ['xml-token-missing', 'the token is missing in XML', xml('token', (it) => it.parentNode?.removeChild(it))],
    ['xml-user-twice', 'the user stands there twice in XML', xml('user', (it) => it.parentNode?.appendChild(it.cloneNode(true)))],
    ['xml-token-twice', 'the token stands there twice in XML', xml('token', (it) => it.parentNode?.appendChild(it.cloneNode(true)))],
  ]),
  ...['token', 'tenant', 'user', 'roles', 'role', 'serviceCatalog', 'service', 'endpoint', 'version', 'rax-auth:credential'].flatMap((name) =>
    table({ breaks: inNamespace, about: { ...granted, answer: 'xml' }, ...onlyBy('request', 'type', 'account'), ...elsewhere(name) }, [
      [`xml-${name.replace('rax-auth:', '')}-elsewhere`, `${name} is in another namespace in XML`, renamed(name, 'urn:elsewhere')],
      [`xml-${name.replace('rax-auth:', '')}-nowhere`, `${name} is in no namespace in XML`, renamed(name, '')],
    ]),
  ),
];

/** The text of XML answers with every start tag of a name in another namespace. */
function renamed(name: string, namespace: string): Steps {
  const local = name.replace('rax-auth:', '');
  return (standard) => ({
    serialiseXml: (document) =>
      String(standard.serialiseXml(document))
        .replace(new RegExp(`<${name}(?=[\\s/>])`, 'g'), `<${local} xmlns="${namespace}"`)
        .replaceAll(`</${name}>`, `</${local}>`),
  });
}
