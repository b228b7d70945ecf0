import type { XmlElement } from '../contract/xml';
import { namespaces } from '../identity/namespaces';
import { fail, inapplicable } from './deviation';
import { received } from './received';
import type { ResponseRule } from './response-rule';

const coreElements = [
  'access',
  'token',
  'tenant',
  'user',
  'roles',
  'role',
  'serviceCatalog',
  'service',
  'endpoint',
  'version',
];

const namespaceOf: Readonly<Record<string, string>> = {
  ...Object.fromEntries(coreElements.map((name) => [name, namespaces.core])),
  authenticatedBy: namespaces.raxAuth,
  credential: namespaces.raxAuth,
};

/** Every element of the document is in its namespace, and none is in no namespace; extensions are left alone. */
export const namespacesKept: ResponseRule = {
  expects: 'every element in its namespace',
  judge: (answer) => {
    const reading = answer.xml();
    if (answer.status !== 200 || 'problem' in reading)
      inapplicable(`There is no XML access element to judge: the answer is ${received(answer)}.`);
    judgeElement(reading.content, `/${reading.content.name}`);
  },
};

/** @param element one that the document puts there, or an extension among those */
function judgeElement(element: XmlElement, path: string): void {
  const expected = namespaceOf[element.name];
  const given = element.namespace;
  if (given === null || (expected !== undefined && given !== expected))
    fail({
      message: `The element ${path} is in ${given ?? 'no namespace'}.`,
      path,
      expected: expected ?? 'a namespace',
      received: given ?? 'no namespace',
    });
  if (expected !== undefined)
    for (const child of element.children)
      if (!isExtension(child, element.children)) judgeElement(child, `${path}/${child.name}`);
}

/** An element of a namespace that the document does not have, beside the document's own of that name (erratum E28). */
function isExtension({ name, namespace }: XmlElement, siblings: readonly XmlElement[]): boolean {
  return (
    namespace !== null &&
    !Object.values(namespaces).some((known) => known === namespace) &&
    siblings.some((sibling) => sibling.name === name && sibling.namespace === namespaceOf[name])
  );
}
