import { DOMImplementation, type Element, XMLSerializer } from '@xmldom/xmldom';
import type { Access, AccessUser, Endpoint, Role, Service, Token } from '../login/access';
import type { Fault } from '../login/refusal';
import { CORE, RAX_AUTH, type XmlDocument, XMLNS } from './read-xml';

/** Attributes by name; those that are undefined are not written. `rax-auth:` names are namespaced. */
type Attributes = Record<string, string | undefined>;

/** `access` with `token`, `user` and `serviceCatalog`, like the sample (document lines 303-460). */
export function accessToXml(access: Access): XmlDocument {
  const root = rootElement('access');
  root.setAttributeNS(XMLNS, 'xmlns:rax-auth', RAX_AUTH);
  tokenToXml(root, access.token);
  if (access.user) userToXml(root, access.user);
  if (access.serviceCatalog) catalogToXml(root, access.serviceCatalog);
  return documentOf(root);
}

/** The fault as the root, with the status as attribute `code` and a child `message`. */
export function faultToXml(fault: Fault): XmlDocument {
  const root = rootElement(fault.name);
  root.setAttribute('code', String(fault.status));
  append(root, 'message').appendChild(documentOf(root).createTextNode(fault.message));
  return documentOf(root);
}

/** XML text in UTF-8, with its declaration. */
export function serialiseXml(document: XmlDocument): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(document)}`;
}

function tokenToXml(parent: Element, token: Token): void {
  const element = append(parent, 'token', { id: token.id, expires: token.expires });
  if (token.tenant) append(element, 'tenant', { id: token.tenant.id, name: token.tenant.name });
  const authenticatedBy = append(element, 'rax-auth:authenticatedBy');
  for (const method of token.authenticatedBy) {
    append(authenticatedBy, 'rax-auth:credential').appendChild(documentOf(parent).createTextNode(method));
  }
}

function userToXml(parent: Element, user: AccessUser): void {
  const element = append(parent, 'user', {
    id: user.id,
    name: user.name,
    'rax-auth:defaultRegion': user.defaultRegion,
    'rax-auth:domainId': user.domainId,
  });
  const roles = append(element, 'roles');
  for (const role of user.roles) append(roles, 'role', roleAttributes(role));
}

function roleAttributes(role: Role): Attributes {
  return {
    id: role.id,
    name: role.name,
    description: role.description,
    tenantId: role.tenantId,
    'rax-auth:propagate': String(role.propagate),
  };
}

function catalogToXml(parent: Element, services: Service[]): void {
  const catalog = append(parent, 'serviceCatalog');
  for (const service of services) {
    const element = append(catalog, 'service', { type: service.type, name: service.name });
    for (const endpoint of service.endpoints) endpointToXml(element, endpoint);
  }
}

function endpointToXml(parent: Element, endpoint: Endpoint): void {
  const { version, region, tenantId, publicURL, internalURL, adminURL } = endpoint;
  const element = append(parent, 'endpoint', { region, tenantId, publicURL, internalURL, adminURL });
  if (version) append(element, 'version', { id: version.id, info: version.info, list: version.list });
}

function rootElement(name: string): Element {
  const document = new DOMImplementation().createDocument(CORE, name);
  return document.documentElement as Element;
}

function append(parent: Element, name: string, attributes: Attributes = {}): Element {
  const element = documentOf(parent).createElementNS(namespaceOf(name) ?? CORE, name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== undefined) element.setAttributeNS(namespaceOf(attribute), attribute, value);
  }
  parent.appendChild(element);
  return element;
}

function namespaceOf(name: string): string | null {
  return name.startsWith('rax-auth:') ? RAX_AUTH : null;
}

function documentOf(element: Element): XmlDocument {
  return element.ownerDocument as XmlDocument;
}
