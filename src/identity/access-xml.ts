import type { XmlElement } from '../contract/xml';
import { members, type Access } from './access';
import { present } from './access-json';
import { namespaces } from './namespaces';
import { Secret } from './secret';

/**
 * The access element of an XML response (document lines 298-460) in the form of the JSON one: `version` becomes
 * three members of its endpoint (erratum E12), attributes of RAX-AUTH lose their prefix, other extensions are
 * left out. Only namespaces count, not prefixes.
 *
 * @returns undefined when the root is no access element
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
