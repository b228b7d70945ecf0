import { parseXml, type XmlElement } from '../contract/xml';
import { credentialsElement } from '../identity/auth-xml';
import { namespaces } from '../identity/namespaces';
import type { AuthBody, AuthMembers, Credentials, NamedTenant, Unclear } from './auth-request';
import { encodingOf } from './body-encoding';

const kinds = [
  { type: 'password', name: credentialsElement.password, namespace: namespaces.core },
  { type: 'apiKey', name: credentialsElement.apiKey, namespace: namespaces.raxKskey },
  { type: 'passcode', name: 'passcodeCredentials', namespace: namespaces.raxAuth },
] as const;

const known = {
  auth: ['tenantId', 'tenantName', 'scope'],
  credentials: ['username', 'password', 'apiKey', 'passcode', 'tenantId', 'tenantName'],
};

/** The authentication request that an XML body holds (document lines 147-242, errata E4, E8, E13). */
export function readXmlAuth(bytes: Buffer): AuthBody {
  const { text, plain } = encodingOf(bytes);
  if (text === undefined) return { kind: 'unreadable', isBytes: true };
  // A document type is in no sample: a server may refuse it, ignore it or expand it.
  if (/<!DOCTYPE/i.test(text)) return { kind: 'unclear', because: 'document type' };
  const result = parseXml(bytes);
  if ('problem' in result) return { kind: 'unreadable' };
  const { root } = result;
  if (root.name !== 'auth') return { kind: 'unreadable' };
  // That a namespace counts, and no prefix, is of the companion pages alone.
  if (!isInItsNamespace(root)) return { kind: 'unclear', because: 'namespaces' };
  const members = authMembers(root);
  const because = !plain ? 'encoding' : unclearIn(root);
  if (because) return { kind: 'unclear', because, members };
  const spelling = root.namespace === null ? 'no namespace' : root.prefix ? 'prefix' : undefined;
  return { kind: 'read', members, ...(spelling ? { spelling } : {}) };
}

function isInItsNamespace(root: XmlElement): boolean {
  const ofAuth = root.namespace === namespaces.core || root.namespace === null;
  return (
    ofAuth &&
    root.children.every(({ name, namespace }) => {
      const own = kinds.find((kind) => kind.name === name);
      return own === undefined || own.namespace === namespace;
    })
  );
}

function authMembers(root: XmlElement): AuthMembers {
  const elements = kinds.flatMap(({ type, name, namespace }) =>
    root.children
      .filter((child) => child.name === name && child.namespace === namespace)
      .map((child) => ({ type, child })),
  );
  return {
    auth: {},
    credentials: elements.map(({ type, child }): Credentials => ({
      type,
      value: {},
      username: attributeOf(child, 'username'),
      secret: attributeOf(child, type),
    })),
    tenants: [
      ...tenantsIn(root, 'auth'),
      ...elements.flatMap(({ child }) => tenantsIn(child, 'credentials')),
    ],
    scope: attributeOf(root, 'scope', namespaces.raxAuth),
  };
}

function tenantsIn(element: XmlElement, placement: NamedTenant['placement']): NamedTenant[] {
  return (['tenantId', 'tenantName'] as const).flatMap((member) => {
    const value = attributeOf(element, member);
    return value === undefined ? [] : [{ member, placement, value }];
  });
}

function attributeOf(element: XmlElement, name: string, namespace: string | null = null): string | undefined {
  return element.attributes.find((found) => found.name === name && found.namespace === namespace)?.value;
}

/** What there is that the samples do not have: a strict server may refuse it. */
function unclearIn(root: XmlElement): Unclear | undefined {
  const names = root.children.map(({ name }) => name);
  if (new Set(names).size < names.length) return 'duplicates';
  const knowsAll =
    onlyHas(root, known.auth) &&
    root.children.every((child) => onlyHas(child, known.credentials) && child.children.length === 0) &&
    [root, ...root.children].every(({ text }) => text.trim() === '');
  return knowsAll ? undefined : 'unknown members';
}

function onlyHas({ attributes }: XmlElement, names: readonly string[]): boolean {
  return attributes.every(({ name }) => names.includes(name));
}
