import type { XmlElement } from '../contract/xml/document';
import { isObject } from './access';
import { namespaces } from './format';

/** What a refusal says, in one form for JSON and XML; the leaves are whatever the server wrote. */
export interface Fault {
  readonly name: string;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly details?: unknown;
}

/** The names of faults by status, from the service's companion pages. */
export const faultNames: Readonly<Record<number, readonly string[]>> = {
  400: ['badRequest'],
  401: ['unauthorized'],
  403: ['userDisabled', 'forbidden'],
  404: ['itemNotFound'],
  405: ['badMethod'],
  413: ['overLimit'],
  415: ['badMediaType'],
  429: ['overLimit'],
  500: ['identityFault'],
  503: ['serviceUnavailable'],
};

const knownNames = new Set(Object.values(faultNames).flat());

/** Whether a fault has one of the names that the service uses. */
export function isKnownFault({ name }: Fault): boolean {
  return knownNames.has(name);
}

/**
 * The fault of a JSON response: the member that is named after a fault, or else the only one; undefined when it is not
 * an object. Other members next to it are tolerated (erratum E28).
 */
export function faultFromJson(body: unknown): Fault | undefined {
  if (!isObject(body)) return undefined;
  const entries = Object.entries(body);
  const [entry, ...others] = entries.some(([name]) => knownNames.has(name))
    ? entries.filter(([name]) => knownNames.has(name))
    : entries;
  if (!entry || others.length > 0) return undefined;
  const [name, fault] = entry;
  return isObject(fault)
    ? { name, code: fault['code'], message: fault['message'], details: fault['details'] }
    : undefined;
}

/** The fault of an XML response: the root element in the core namespace; code is an attribute, message a child. */
export function faultFromXml(root: XmlElement): Fault | undefined {
  if (root.namespace !== namespaces.core) return undefined;
  const code = root.attributes.find(({ name, namespace }) => name === 'code' && namespace === null)?.value;
  const child = (name: string) =>
    root.children.find((found) => found.name === name && found.namespace === namespaces.core)?.text;
  return {
    name: root.name,
    code: code !== undefined && /^\s*\+?\d+\s*$/.test(code) ? Number(code) : code,
    message: child('message'),
    details: child('details'),
  };
}
