import { parseXml } from '../contract/xml';
import type { XmlElement } from '../contract/xml/document';
import { isObject } from '../protocol/access';
import { credentialsElement, credentialsMember } from '../protocol/auth';
import { namespaces } from '../protocol/format';
import { scanJson } from '../protocol/json-scanner';
import {
  type AuthBody,
  type AuthMembers,
  type Credentials,
  encodingOf,
  type NamedTenant,
  type Unclear,
} from './auth-request';

const passcodeMember = 'RAX-AUTH:passcodeCredentials';
const jsonKinds = [
  { type: 'password', name: credentialsMember.password },
  { type: 'apiKey', name: credentialsMember.apiKey },
  { type: 'passcode', name: passcodeMember },
] as const;

/** The members that the document knows in `auth` and in credentials; a strict server may refuse others. */
const knownMembers = {
  body: ['auth'],
  auth: ['RAX-AUTH:scope', 'tenantId', 'tenantName', ...jsonKinds.map(({ name }) => name)],
  credentials: ['username', 'password', 'apiKey', 'passcode', 'tenantId', 'tenantName'],
};

/** The authentication request that a JSON body holds (document lines 89-145, errata E1, E4, E7). */
export function readJsonAuth(bytes: Buffer): AuthBody {
  const { text, plain } = encodingOf(bytes);
  if (text === undefined) return { kind: 'unreadable', isBytes: true };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'unreadable' };
  }
  if (!isObject(value)) return { kind: 'unreadable' };
  const members = membersInJson(value);
  const because = !plain
    ? 'encoding'
    : repeatsMembers(text, value)
      ? 'duplicates'
      : knowsAll(value)
        ? undefined
        : 'unknown members';
  return because ? { kind: 'unclear', because, members } : { kind: 'read', members };
}

function membersInJson(body: Record<string, unknown>): AuthMembers {
  const { auth } = body;
  if (!isObject(auth)) return { auth, credentials: [], tenants: [], scope: undefined };
  const credentials = jsonKinds.flatMap(({ type, name }): Credentials[] => {
    const value = auth[name];
    if (value === undefined || value === null) return [];
    const object = isObject(value) ? value : {};
    return [{ type, value, username: object['username'], secret: object[type] }];
  });
  const tenants = [
    ...tenantsInJson(auth, 'auth'),
    ...credentials.flatMap(({ value }) => (isObject(value) ? tenantsInJson(value, 'credentials') : [])),
  ];
  return {
    auth,
    credentials,
    tenants: tenants.filter(({ value }) => value !== null),
    hasNullTenant: tenants.some(({ value }) => value === null),
    scope: auth['RAX-AUTH:scope'],
  };
}

function tenantsInJson(holder: Record<string, unknown>, placement: NamedTenant['placement']): NamedTenant[] {
  return (['tenantId', 'tenantName'] as const).flatMap((member) => {
    const value = holder[member];
    return value === undefined ? [] : [{ member, placement, value }];
  });
}

function knowsAll(body: Record<string, unknown>): boolean {
  const { auth } = body;
  const holders = isObject(auth) ? jsonKinds.map(({ name }) => auth[name]).filter(isObject) : [];
  return (
    onlyHasMembers(body, knownMembers.body) &&
    (!isObject(auth) || onlyHasMembers(auth, knownMembers.auth)) &&
    holders.every((holder) => onlyHasMembers(holder, knownMembers.credentials))
  );
}

function onlyHasMembers(value: object, names: readonly string[]): boolean {
  return Object.keys(value).every((name) => names.includes(name));
}

/** Whether an object has a member twice, of which a parser keeps one: the text then has more names than the value members. */
function repeatsMembers(text: string, value: unknown): boolean {
  let names = 0;
  scanJson(text, { name: () => void (names += 1) });
  return names > countMembers(value);
}

function countMembers(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + countMembers(item), 0);
  if (!isObject(value)) return 0;
  return Object.values(value).reduce((sum: number, item) => sum + 1 + countMembers(item), 0);
}

const xmlKinds = [
  { type: 'password', name: credentialsElement.password, namespace: namespaces.core },
  { type: 'apiKey', name: credentialsElement.apiKey, namespace: namespaces.raxKskey },
  { type: 'passcode', name: 'passcodeCredentials', namespace: namespaces.raxAuth },
] as const;

const knownAttributes = {
  auth: ['tenantId', 'tenantName', 'scope'],
  credentials: ['username', 'password', 'apiKey', 'passcode', 'tenantId', 'tenantName'],
};

/** The authentication request that an XML body holds (document lines 147-242, errata E4, E8, E13). */
export function readXmlAuth(bytes: Buffer): AuthBody {
  const { text, plain } = encodingOf(bytes);
  if (text === undefined) return { kind: 'unreadable', isBytes: true };
  // No sample has a document type: a server may refuse it, ignore it or expand it.
  if (/<!DOCTYPE/i.test(text)) return { kind: 'unclear', because: 'document type' };
  const result = parseXml(bytes);
  if ('problem' in result) return { kind: 'unreadable' };
  const { root } = result;
  if (root.name !== 'auth') return { kind: 'unreadable' };
  // Only the companion pages say that the namespace counts and the prefix does not.
  if (!isInItsNamespace(root)) return { kind: 'unclear', because: 'namespaces' };
  const members = membersInXml(root);
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
      const own = xmlKinds.find((kind) => kind.name === name);
      return own === undefined || own.namespace === namespace;
    })
  );
}

function membersInXml(root: XmlElement): AuthMembers {
  const elements = xmlKinds.flatMap(({ type, name, namespace }) =>
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
      ...tenantsInXml(root, 'auth'),
      ...elements.flatMap(({ child }) => tenantsInXml(child, 'credentials')),
    ],
    scope: attributeOf(root, 'scope', namespaces.raxAuth),
  };
}

function tenantsInXml(element: XmlElement, placement: NamedTenant['placement']): NamedTenant[] {
  return (['tenantId', 'tenantName'] as const).flatMap((member) => {
    const value = attributeOf(element, member);
    return value === undefined ? [] : [{ member, placement, value }];
  });
}

function attributeOf(element: XmlElement, name: string, namespace: string | null = null): string | undefined {
  return element.attributes.find((found) => found.name === name && found.namespace === namespace)?.value;
}

/** What the samples do not have: a strict server may refuse it. */
function unclearIn(root: XmlElement): Unclear | undefined {
  const names = root.children.map(({ name }) => name);
  if (new Set(names).size < names.length) return 'duplicates';
  const knowsAll =
    onlyHasAttributes(root, knownAttributes.auth) &&
    root.children.every(
      (child) => onlyHasAttributes(child, knownAttributes.credentials) && child.children.length === 0,
    ) &&
    [root, ...root.children].every(({ text }) => text.trim() === '');
  return knowsAll ? undefined : 'unknown members';
}

function onlyHasAttributes({ attributes }: XmlElement, names: readonly string[]): boolean {
  return attributes.every(({ name }) => names.includes(name));
}
