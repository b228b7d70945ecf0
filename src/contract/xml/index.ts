import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { inProject } from '../package-files';
import type { ContractSchema, SchemaProblem } from '../schema-problem';
import { libxml, type LibxmlDocument, type LibxmlValidationError } from './binding';
import { openDocument, plainElement, type XmlElement, type XmlProblem } from './document';
import { locate } from './located-document';
import { problemsOf } from './validation-problems';
import { readXsdOutline, type XsdOutline } from './xsd-outline';

export type { ContractSchema, SchemaProblem } from '../schema-problem';
export type { XmlAttribute, XmlElement, XmlProblem } from './document';
export { XmlUnavailable } from './binding';

type XmlResult = { readonly root: XmlElement } | { readonly problem: XmlProblem };

/** The XSD to start from, which brings in the others, and the root elements that the contract admits. */
const entries: Record<ContractSchema, { readonly file: string; readonly roots: readonly string[] }> = {
  'auth-request': { file: 'no-namespace.xsd', roots: ['auth'] },
  access: { file: 'access.xsd', roots: ['access'] },
  'setup-access': { file: 'setup-access.xsd', roots: ['access'] },
  fault: {
    file: 'identity.xsd',
    roots: [
      'badRequest',
      'unauthorized',
      'userDisabled',
      'forbidden',
      'itemNotFound',
      'badMethod',
      'overLimit',
      'badMediaType',
      'identityFault',
      'serviceUnavailable',
    ],
  },
};

const core = 'http://docs.openstack.org/identity/api/v2.0';

interface Xsd {
  readonly document: LibxmlDocument;
  /** Read only when a problem is reported. */
  readonly outline: () => XsdOutline;
}

const xsds = new Map<string, Xsd>();

/**
 * Reads an XML document (XML 1.0, Namespaces in XML 1.0) into plain data. Whatever it holds, this neither throws nor
 * loads anything: declarations in a document type, an undeclared prefix, an encoding other than UTF-8 or UTF-16, a depth
 * over 256 and a size over 10 MB are problems, as is everything that is not well-formed.
 *
 * @param most bytes, or characters of a string, instead of the 10 MB: for documents that are not responses of a server
 * @throws XmlUnavailable when the XML library cannot be loaded on this machine
 */
export function parseXml(bytes: Buffer | string, most?: number): XmlResult {
  const opened = openDocument(bytes, most);
  return 'problem' in opened ? opened : { root: plainElement(opened.root) };
}

/**
 * Judges an XML document by one of the contract's schemas (`schemas/xsd/`, XML Schema 1.0).
 *
 * @returns the problems in the order of the document, the first hundred at most; a document that cannot be read has
 *   one problem, at `/`
 * @throws XmlUnavailable when the XML library cannot be loaded on this machine
 */
export function validateXml(bytes: Buffer | string, schema: ContractSchema): SchemaProblem[] {
  const key = `${schema} ${createHash('sha256').update(bytes).digest('base64')}`;
  const known = validated.get(key);
  if (known) return known;
  const problems = problemsIn(bytes, schema);
  // Several checks judge one response, and responses are alike; long reports are not kept.
  if (validated.size >= mostValidated) validated.clear();
  if (problems.length <= 10) validated.set(key, problems);
  return problems;
}

const validated = new Map<string, SchemaProblem[]>();
const mostValidated = 1000;

function problemsIn(bytes: Buffer | string, schema: ContractSchema): SchemaProblem[] {
  const { file, roots } = entries[schema];
  const opened = openDocument(bytes);
  if ('problem' in opened) {
    const { message, line } = opened.problem;
    return [
      {
        path: '/',
        message: line ? `${message} (line ${line})` : message,
        schemaLocation: `schemas/xsd/${file}`,
      },
    ];
  }
  const xsd = load(file);
  const root = opened.root.name();
  // A schema admits every global element of its imports as a root, the contract only its own.
  if (!roots.includes(root)) return [wrongRoot(root, file, roots)];
  if (validationErrors(opened.document, xsd.document).length === 0) return [];
  const outline = xsd.outline();
  // A content model cannot allow unknown elements of its own namespace, which are tolerated (erratum E28).
  const located = locate(
    opened.root,
    ({ name, namespace }) => schema !== 'auth-request' && namespace === core && !outline.knows(name),
  );
  const copy = openDocument(located.text);
  const document = 'problem' in copy ? opened.document : copy.document;
  return problemsOf(validationErrors(document, xsd.document), located, xsd.outline());
}

/** Whether `validateXml` would have no problem, without finding out which. */
export function isValidXml(bytes: Buffer | string, schema: ContractSchema): boolean {
  const { file, roots } = entries[schema];
  const opened = openDocument(bytes);
  if ('problem' in opened) return false;
  return (
    roots.includes(opened.root.name()) && validationErrors(opened.document, load(file).document).length === 0
  );
}

/**
 * The errors of a validation. A document may have a hundred thousand: none keeps the stack that an error usually has,
 * and the document does not keep them.
 */
function validationErrors(document: LibxmlDocument, xsd: LibxmlDocument): readonly LibxmlValidationError[] {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    if (document.validate(xsd)) return [];
    const errors = document.validationErrors;
    document.validationErrors = [];
    return errors;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function wrongRoot(root: string, file: string, roots: readonly string[]): SchemaProblem {
  return {
    path: `/${root}`,
    message: `The root element must be ${roots.length === 1 ? roots[0] : `one of ${roots.join(', ')}`}.`,
    schemaLocation: `schemas/xsd/${file}`,
    requirement: load(file)
      .outline()
      .requirementOfRoot(roots[0] ?? ''),
  };
}

/** Parsed once; the library compiles it again for each validation, for which it must know where its imports are. */
function load(file: string): Xsd {
  const known = xsds.get(file);
  if (known) return known;
  const path = inProject('schemas', 'xsd', file);
  const document = libxml().parseXml(readFileSync(path, 'utf8'), {
    nonet: true,
    baseUrl: pathToFileURL(path).href,
  });
  let outline: XsdOutline | undefined;
  const xsd = { document, outline: () => (outline ??= readXsdOutline(path)) };
  xsds.set(file, xsd);
  return xsd;
}
