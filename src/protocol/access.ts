import type { XmlElement } from '../contract/xml/document';
import { namespaces } from './format';
import { Secret } from './secret';

/**
 * What a response says, in one form for JSON and XML: the document's own members, extension prefixes left
 * out. A leaf is whatever the server wrote there, so that a check can judge its type; an absent one is undefined.
 */
export interface Access {
  readonly token?: unknown;
  readonly user?: unknown;
  readonly serviceCatalog?: unknown;
}

/** The members that the document and its companions name, in the order of the samples (lines 298-948). */
const members = {
  tenant: ['id', 'name'],
  role: ['id', 'name', 'description', 'tenantId'],
  service: ['name', 'type'],
  endpoint: ['region', 'tenantId', 'publicURL', 'internalURL', 'adminURL'],
  version: ['versionId', 'versionInfo', 'versionList'],
} as const;

/** The value at a path of members, undefined where the path leads nowhere. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, member) => (isObject(inner) && Object.hasOwn(inner, member) ? inner[member] : undefined),
    value,
  );
}

/** The items of the list at a path of members; none if there is no list. */
export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** A plain object, not an array and not null; objects of another realm included. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The access object of a JSON response (document lines 462-963). Extension members are left out; what has
 * a type other than the document's is kept unchanged.
 *
 * @param body the parsed response
 * @returns undefined when there is no access object
 */
export function accessFromJson(body: unknown): Access | undefined {
  const access = at(body, 'access');
  if (!isObject(access)) return undefined;
  const { token, user, serviceCatalog } = withoutNulls(access);
  return present({
    token: tokenFromJson(token),
    user: userFromJson(user),
    serviceCatalog: each(serviceCatalog, (service) => ({
      ...picked(service, members.service),
      endpoints: each(service['endpoints'], (endpoint) =>
        picked(endpoint, [...members.endpoint, ...members.version]),
      ),
    })),
  });
}

/** The token of a JSON response, even without an access object around it (erratum E9). */
export function tokenFromJson(token: unknown): unknown {
  if (!isObject(token)) return token;
  const { id } = token;
  const { tenant } = withoutNulls(token);
  return present({
    id: typeof id === 'string' ? new Secret(id, 'token id') : id,
    expires: token['expires'],
    tenant: isObject(tenant) ? withoutNulls(picked(tenant, members.tenant)) : tenant,
    authenticatedBy: token['RAX-AUTH:authenticatedBy'],
  });
}

function userFromJson(user: unknown): unknown {
  if (!isObject(user)) return user;
  return present({
    id: user['id'],
    name: user['name'],
    defaultRegion: user['RAX-AUTH:defaultRegion'],
    domainId: user['RAX-AUTH:domainId'],
    roles: each(user['roles'], (role) => picked(role, members.role)),
  });
}

function each(list: unknown, read: (item: Record<string, unknown>) => unknown): unknown {
  return Array.isArray(list)
    ? list.map((item: unknown) => (isObject(item) ? present(read(item)) : item))
    : list;
}

function picked(value: Record<string, unknown>, names: readonly string[]): Record<string, unknown> {
  return present(Object.fromEntries(names.map((name) => [name, at(value, name)])));
}

/** Without the members that are null, as some servers write what they leave out (erratum E24). */
export function withoutNulls(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== null));
}

/** Without the members that are undefined, so that absent is absent in both formats. */
function present<T>(value: T): T {
  return isObject(value)
    ? (Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as T)
    : value;
}

/**
 * The access element of an XML response (document lines 298-460) in the form of the JSON one: `version` becomes three
 * members of its endpoint (erratum E12), attributes of RAX-AUTH lose their prefix, other extensions are left out. Only
 * namespaces count, not prefixes.
 *
 * @returns undefined when the root is not an access element
 */
export function accessFromXml(root: XmlElement): Access | undefined {
  if (!is(root, 'access')) return undefined;
  const [token] = childrenOf(root, 'token');
  const [user] = childrenOf(root, 'user');
  const [catalogue] = childrenOf(root, 'serviceCatalog');
  return present({
    token: token && tokenFromXml(token),
    user: user && userFromXml(user),
    serviceCatalog: catalogue && childrenOf(catalogue, 'service').map(serviceFromXml),
  });
}

function tokenFromXml(token: XmlElement): unknown {
  const id = attribute(token, 'id');
  const [tenant] = childrenOf(token, 'tenant');
  const [authenticatedBy] = childrenOf(token, 'authenticatedBy', namespaces.raxAuth);
  return present({
    id: id === undefined ? undefined : new Secret(id, 'token id'),
    expires: attribute(token, 'expires'),
    tenant: tenant && attributes(tenant, members.tenant),
    authenticatedBy:
      authenticatedBy &&
      childrenOf(authenticatedBy, 'credential', namespaces.raxAuth).map(({ text }) => trimmed(text)),
  });
}

function userFromXml(user: XmlElement): unknown {
  const [roles] = childrenOf(user, 'roles');
  return present({
    ...attributes(user, ['id', 'name']),
    defaultRegion: attribute(user, 'defaultRegion', namespaces.raxAuth),
    domainId: attribute(user, 'domainId', namespaces.raxAuth),
    roles: roles && childrenOf(roles, 'role').map((role) => attributes(role, members.role)),
  });
}

function serviceFromXml(service: XmlElement): unknown {
  return {
    ...attributes(service, members.service),
    endpoints: childrenOf(service, 'endpoint').map((endpoint) => {
      const [version] = childrenOf(endpoint, 'version');
      return present({
        ...attributes(endpoint, members.endpoint),
        versionId: version && attribute(version, 'id'),
        versionInfo: version && attribute(version, 'info'),
        versionList: version && attribute(version, 'list'),
      });
    }),
  };
}

/** Without the white space of XML around it, which an indented document has. */
function trimmed(text: string): string {
  return text.replace(/^[ \t\r\n]+|(?<![ \t\r\n])[ \t\r\n]+$/g, '');
}

function is(element: XmlElement, name: string, namespace: string = namespaces.core): boolean {
  return element.name === name && element.namespace === namespace;
}

function childrenOf(parent: XmlElement, name: string, namespace?: string): XmlElement[] {
  return parent.children.filter((child) => is(child, name, namespace));
}

function attribute(element: XmlElement, name: string, namespace: string | null = null): string | undefined {
  return element.attributes.find((found) => found.name === name && found.namespace === namespace)?.value;
}

function attributes(element: XmlElement, names: readonly string[]): Record<string, string> {
  return present(Object.fromEntries(names.map((name) => [name, attribute(element, name)]))) as Record<
    string,
    string
  >;
}
