import { loadCatalogue, type Level } from '../../contract/catalogue';
import { validateJson } from '../../contract/json-schema';
import type { ContractSchema, SchemaProblem } from '../../contract/schema-problem';
import { validateXml } from '../../contract/xml';
import type { XmlElement } from '../../contract/xml/document';
import type { Exchange } from '../../http/exchange/exchange';
import { isObject, withoutNulls } from '../../protocol/access';
import { type Format, formatOf, label, mediaTypes, namespaces } from '../../protocol/format';
import { fail, inapplicable, received, tolerate } from '../deviation';
import { headersIn } from '../read-auth-request';
import { accessOf, type ResponseRule } from './response-rule';

/** If the request is accepted, its response is in the format, and the Content-Type says so. */
export function successIn(format: Format): ResponseRule {
  return {
    expects: `in ${label[format]}, with the Content-Type ${mediaTypes[format]}`,
    judge: (answer) => {
      if (answer.status !== 200)
        inapplicable(`There is no success to judge: the response is ${received(answer)}.`);
      expectFormat(answer, format);
    },
  };
}

/** @throws Deviation if a response is not written in the format, or does not say so */
export function expectFormat(answer: Exchange, format: Format): void {
  if (answer.format === format && answer.writtenIn === format) return;
  const contentType = answer.header('content-type') ?? 'no Content-Type';
  const written = answer.writtenIn ? label[answer.writtenIn] : 'neither JSON nor XML';
  fail({
    message: `The response has ${contentType === 'no Content-Type' ? contentType : `the Content-Type ${contentType}`} and its body is ${written}; expected ${label[format]}.`,
    expected: mediaTypes[format],
    received: contentType,
  });
}

/** The body can be decoded as declared, and no characters were lost. */
export const validUtf8: ResponseRule = {
  expects: 'a body in valid UTF-8',
  judge: (answer) => {
    if (answer.status === 200) faultlessText(answer);
    accessOf(answer);
  },
};

/** @throws Deviation if the characters of a body cannot be read, or not by every client */
function faultlessText({ decoded, text }: Exchange): void {
  const { read, breach, slip } = decoded;
  const wrong = 'problem' in read ? read.problem : (breach ?? slip);
  if (wrong !== undefined)
    fail({ message: `The encoding of the body is wrong: ${wrong}.`, expected: 'UTF-8' });
  if (text.includes('\uFFFD'))
    fail({
      message: 'The body contains U+FFFD, which shows that characters were lost.',
      expected: 'UTF-8',
      received: 'U+FFFD',
    });
}

/** The body is in the format and valid by the schema of that name in it. */
export function schemaValid(schema: ContractSchema, format: Format): ResponseRule {
  return {
    expects: `a body that is valid against the ${schema} schema for ${label[format]}`,
    judge: (answer) => {
      if (answer.status !== 200)
        inapplicable(`There is no success to judge: the response is ${received(answer)}.`);
      if (isInTheOther(answer, format))
        inapplicable(
          `The response is in the format of the request, not in ${label[format]}; media.accept and media.suffix report that.`,
        );
      failOnFirst(problemsOf(answer, schema, format));
    },
  };
}

/** Whether the response is in the format of the request although the request asks for the other: that breaks no MUST. */
function isInTheOther({ format, writtenIn, sent }: Exchange, asked: Format): boolean {
  const own = formatOf(headersIn(sent?.headers ?? {})('content-type'));
  return own !== undefined && own !== asked && format === own && writtenIn === own;
}

/** How a body violates a schema in a format; a body that cannot be read violates it as a whole. */
export function problemsOf(
  answer: Exchange,
  schema: ContractSchema,
  format: Format,
): readonly SchemaProblem[] {
  const reading = format === 'json' ? answer.json() : answer.xml();
  if ('problem' in reading) {
    const message = answer.isHtml
      ? 'The body is an HTML page.'
      : `The body is not valid ${label[format]}: ${reading.problem.replace(/\.$/, '')}.`;
    return [asWhole(message, schema, format)];
  }
  const { breach, read } = answer.decoded;
  if (breach !== undefined)
    return [asWhole(`The body is not valid ${label[format]}: ${breach}.`, schema, format)];
  // Most responses are valid as they are, and need not be copied.
  if (format === 'json')
    return validateJson(schema, reading.content).length === 0
      ? []
      : validateJson(schema, withoutNullMembers(reading.content));
  return validateXml('bytes' in read ? read.bytes : answer.body, schema);
}

/** A copy without the members that are null at any depth: null is missing (erratum E24). */
function withoutNullMembers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNullMembers);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(withoutNulls(value)).map(([name, inner]) => [name, withoutNullMembers(inner)]),
  );
}

function asWhole(message: string, path: string, format: Format): SchemaProblem {
  return { path, message, schemaLocation: `schemas/${format === 'json' ? 'json' : 'xsd'}` };
}

/** Fails on the first constraint of a MUST; if only those of a SHOULD are broken, warns as that SHOULD does. */
export function failOnFirst(problems: readonly SchemaProblem[]): void {
  const [first] = problems;
  if (!first) return;
  const must = problems.find(({ requirement }) => levelOf(requirement) === 'MUST');
  const { message, path, schemaLocation } = must ?? first;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  const named = message.replace(/^The member is (?=unknown|required)/, () => `The member ${path} is `);
  (must ? fail : tolerate)({ message: `${named}${more}`, path, schemaLocation });
}

/** A constraint that names no requirement is one of the form as a whole. */
function levelOf(requirement: string | undefined): Level {
  return requirement === undefined ? 'MUST' : loadCatalogue().get(requirement).level;
}

/** The elements that the document puts into each element (lines 304-460). */
const childrenOf: ReadonlyMap<string, readonly string[]> = new Map([
  ['access', ['token', 'user', 'serviceCatalog']],
  ['token', ['tenant', 'authenticatedBy']],
  ['authenticatedBy', ['credential']],
  ['user', ['roles']],
  ['roles', ['role']],
  ['serviceCatalog', ['service']],
  ['service', ['endpoint']],
  ['endpoint', ['version']],
]);

function namespaceOf(name: string): string {
  return name === 'authenticatedBy' || name === 'credential' ? namespaces.raxAuth : namespaces.core;
}

/** Every element of the document is in its namespace, and none is in no namespace; extensions are ignored. */
export const namespacesKept: ResponseRule = {
  expects: 'every element in its namespace',
  judge: (answer) => {
    const reading = answer.xml();
    if (answer.status !== 200 || 'problem' in reading)
      inapplicable(`There is no XML access element to judge: the response is ${received(answer)}.`);
    judgeAt(reading.content, `/${reading.content.name}`, childrenOf.has(reading.content.name));
  },
};

/** @param isOfDocument whether the document puts an element of this name there, as opposed to an unknown one */
function judgeAt(element: XmlElement, path: string, isOfDocument: boolean): void {
  const expected = namespaceOf(element.name);
  if (!isOfDocument) return judgeNamespace(element, path, 'a namespace', element.namespace !== null);
  judgeNamespace(element, path, expected, element.namespace === expected);
  for (const child of element.children)
    judgeAt(
      child,
      `${path}/${child.name}`,
      (childrenOf.get(element.name)?.includes(child.name) ?? false) && !isExtension(child, element.children),
    );
}

function judgeNamespace({ namespace }: XmlElement, path: string, expected: string, isRight: boolean): void {
  const received = namespace ?? 'no namespace';
  if (!isRight) fail({ message: `The element ${path} is in ${received}.`, path, expected, received });
}

/** Elements that may be missing, with the attributes by which one in another namespace is known to be meant. */
const optional: ReadonlyMap<string, readonly string[]> = new Map([
  ['tenant', ['id', 'name']],
  ['version', ['id', 'info', 'list']],
]);

/**
 * An element of a namespace that the document does not have, where the document's own element of that name is there
 * too, or need not be and is not meant (erratum E28).
 */
function isExtension(element: XmlElement, siblings: readonly XmlElement[]): boolean {
  const { name, namespace, attributes } = element;
  if (namespace === null || Object.values(namespaces).some((known) => known === namespace)) return false;
  const meant = optional.get(name)?.every((each) => attributes.some((attribute) => attribute.name === each));
  return (
    meant === false ||
    siblings.some((sibling) => sibling.name === name && sibling.namespace === namespaceOf(name))
  );
}
