import type { XmlElement } from '../../../src/contract/xml';
import { at, type Access } from '../../../src/identity/access';
import { namespaces } from '../../../src/identity/namespaces';
import { firstDifference } from '../../../src/identity/parity';
import { Secret } from '../../../src/identity/secret';
import type { Expectation } from '../check';
import { fail, tolerate, unverifiable } from '../deviation';
import { accessOf } from './accepted';
import { received, shown } from './received';

/** The user of the answer has the name that a reference gives (erratum E14). */
export function named(reference: string): Expectation {
  return {
    expects: 'access.user.name is the user name of the credentials',
    judge: ({ answer, valueOf }) => {
      const [asked, given] = [valueOf(reference), at(accessOf(answer), 'user', 'name')];
      if (given === asked) return;
      const finding = { path: 'access.user.name', expected: shown(asked), received: shown(given) };
      if (String(given).toLowerCase() === asked.toLowerCase())
        tolerate({
          message: 'The user name comes back in other letter case, which erratum E14 tolerates.',
          ...finding,
        });
      fail({ message: 'The user who is returned is not the one who authenticated.', ...finding });
    },
  };
}

/** A member has another value than in the answers compared with. */
export function otherThan(...path: readonly string[]): Expectation {
  const name = `access.${path.join('.')}`;
  const valueIn = (access: Access) => {
    const value = at(access, ...path) ?? unverifiable(`There is no ${name} to compare.`);
    return value instanceof Secret ? value.reveal() : value;
  };
  return {
    expects: `another ${name} than in the answer compared with`,
    judge: ({ answer, others }) => {
      const value = valueIn(accessOf(answer));
      if (others.some((other) => valueIn(accessOf(other)) === value))
        fail({
          message: `Two users have the same ${name}.`,
          path: name,
          expected: 'two values',
          received: 'one value',
        });
    },
  };
}

const raxAuthElements = ['authenticatedBy', 'credential'];
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

/** Every element of the XML answer is in a namespace, and those of the document in theirs. */
export const namespacesKept: Expectation = {
  expects: 'every element in its namespace',
  judge: ({ answer }) => {
    const reading = answer.xml();
    if (answer.status !== 200 || 'problem' in reading)
      unverifiable(`There is no XML access element to judge: the answer is ${received(answer)}.`);
    checkNamespaces(reading.content, `/${reading.content.name}`);
  },
};

function checkNamespaces(element: XmlElement, path: string): void {
  const expected = coreElements.includes(element.name)
    ? namespaces.core
    : raxAuthElements.includes(element.name)
      ? namespaces.raxAuth
      : undefined;
  const foreign =
    element.namespace !== null && !Object.values<string>(namespaces).includes(element.namespace);
  if (foreign) return;
  if (element.namespace === null || (expected && element.namespace !== expected))
    fail({
      message: `The element ${path} is in ${element.namespace ?? 'no namespace'}.`,
      path,
      expected: expected ?? 'a namespace',
      received: element.namespace ?? 'no namespace',
    });
  for (const child of element.children) checkNamespaces(child, `${path}/${child.name}`);
}

/** The body is UTF-8, with no replacement characters in it. */
export const validUtf8: Expectation = {
  expects: 'a body in valid UTF-8',
  judge: ({ answer }) => {
    accessOf(answer);
    const text = answer.body.toString('utf8');
    if (text.includes('\uFFFD'))
      fail({
        message: 'The body is not valid UTF-8, or lost characters on its way.',
        expected: 'UTF-8',
        received: 'U+FFFD',
      });
  },
};

/** Where JSON and XML part, no text beyond ASCII is involved. */
export const textSurvives: Expectation = {
  expects: 'text beyond ASCII is the same in both formats',
  judge: ({ answer, others }) => {
    for (const other of others) {
      const difference = firstDifference(accessOf(answer), accessOf(other));
      if (!difference || !/[^\x00-\x7f]/.test(`${shown(difference.left)}${shown(difference.right)}`))
        continue;
      fail({
        message: `A text beyond ASCII differs at ${difference.path}.`,
        path: difference.path,
        expected: shown(difference.right),
        received: shown(difference.left),
      });
    }
  },
};
