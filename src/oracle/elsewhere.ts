import type { XmlElement } from '../contract/xml';
import { at, isObject } from '../identity/access';
import type { Exchange } from '../identity/exchange';

/**
 * Where a missing member of the access object stands instead: in another namespace, or below another prefix.
 *
 * @param path `access.user.defaultRegion`; in lists nothing is looked for
 * @returns a clause for a message, or undefined
 */
export function elsewhere(response: Exchange, path: string): string | undefined {
  const steps = path.split('.');
  const name = steps.pop() ?? '';
  if (path.includes('[')) return undefined;
  if (response.writtenIn === 'xml') {
    const reading = response.xml();
    return 'problem' in reading ? undefined : inElement(reading.content, steps, name);
  }
  const reading = response.json();
  return 'problem' in reading ? undefined : inObject(at(reading.content, ...steps), name);
}

function inElement(root: XmlElement, steps: readonly string[], name: string): string | undefined {
  const [own, ...below] = steps;
  if (root.name !== own) return undefined;
  const parent = below.reduce<XmlElement | undefined>(
    (element, step) => element?.children.find((child) => child.name === step),
    root,
  );
  const attribute = parent?.attributes.find((each) => each.name === name);
  if (attribute) return `an attribute ${name} is there, in ${namespaceWords(attribute.namespace)}`;
  const child = parent?.children.find((each) => each.name === name);
  return child && `an element ${name} is there, in ${namespaceWords(child.namespace)}`;
}

function namespaceWords(namespace: string | null): string {
  return namespace === null ? 'no namespace' : `the namespace ${namespace}`;
}

function inObject(parent: unknown, name: string): string | undefined {
  if (!isObject(parent)) return undefined;
  const key = Object.keys(parent).find((each) => each.split(':').at(-1) === name);
  return key === undefined ? undefined : `a member ${key} is there`;
}
