import { DOMParser, type Attr, type Document, type Element, type Node } from '@xmldom/xmldom';
import type { PresentedAuth } from '../login/presented';
import { CORE, RAX_AUTH, RAX_KSKEY, XMLNS } from '../namespaces';
import { Refusal } from '../refusal';
import { attributeCount, tagsOf } from './well-formed';

export type XmlDocument = Document;

/**
 * Parses XML with namespaces. A DOCTYPE is refused unread: no login needs one, and its entities are a known
 * way to read a server's files or exhaust it.
 *
 * @throws Refusal `bodyUnreadable` for text that is not well-formed or not namespace-well-formed (E16)
 */
export function parseXml(text: string): XmlDocument {
  const tags = tagsOf(text);
  if (!tags) throw new Refusal('bodyUnreadable');
  try {
    const document = new DOMParser({ onError: stop, normalizeLineEndings, locator: false }).parseFromString(
      text,
      'text/xml',
    );
    if (namespacesAreLegal(document, attributeCount(tags))) return document;
  } catch {
    // Whatever the parser found, the client learns only that the body cannot be read.
  }
  throw new Refusal('bodyUnreadable');
}

/**
 * Finds what the element `auth` presents: `auth` in the core namespace or in none (erratum E13), credentials
 * as child elements with unqualified attributes, the scope as a RAX-AUTH attribute (erratum E8). Prefixes
 * mean nothing, and what belongs to no known name is passed over.
 *
 * @throws Refusal `parameterMissing` when the root is not `auth`, `credentialsConflict` when one kind of
 * credentials stands there twice
 */
export function xmlAuth(document: XmlDocument): PresentedAuth {
  const auth = document.documentElement;
  if (auth?.localName !== 'auth' || ![CORE, null].includes(auth.namespaceURI)) {
    throw new Refusal('parameterMissing');
  }
  const coreNames = auth.namespaceURI === null ? [CORE, null] : [CORE];
  return {
    passwordCredentials: credentialsIn(auth, 'passwordCredentials', coreNames),
    apiKeyCredentials: credentialsIn(auth, 'apiKeyCredentials', [RAX_KSKEY]),
    passcodeCredentials: credentialsIn(auth, 'passcodeCredentials', [RAX_AUTH]),
    tenantId: auth.getAttributeNS(null, 'tenantId') ?? undefined,
    tenantName: auth.getAttributeNS(null, 'tenantName') ?? undefined,
    scope: auth.getAttributeNS(RAX_AUTH, 'scope') ?? undefined,
  };
}

function credentialsIn(
  auth: Element,
  localName: string,
  namespaces: (string | null)[],
): Record<string, string> | undefined {
  const found = Array.from(auth.childNodes)
    .filter(isElement)
    .filter((child) => child.localName === localName && namespaces.includes(child.namespaceURI));
  if (found.length > 1) throw new Refusal('credentialsConflict');
  return found[0] && unqualifiedAttributes(found[0]);
}

function unqualifiedAttributes(element: Element): Record<string, string> {
  const unqualified = attributesOf(element).filter((attribute) => attribute.namespaceURI === null);
  return Object.fromEntries(unqualified.map((attribute) => [attribute.name, attribute.value]));
}

/**
 * Binding the reserved prefix again and a prefix bound to nothing are illegal, and so are two attributes of one
 * expanded name: the parser keeps only the last of them, so that fewer are found than were written.
 */
function namespacesAreLegal(document: XmlDocument, attributesWritten: number): boolean {
  const attributes = Array.from(document.getElementsByTagName('*')).flatMap(attributesOf);
  const bindings = attributes.filter(({ namespaceURI, prefix }) => namespaceURI === XMLNS && prefix);
  const legal = bindings.every(({ localName, value }) => value !== '' && localName !== 'xmlns');
  return legal && attributes.length === attributesWritten;
}

function attributesOf(element: Element): Attr[] {
  return Array.from(element.attributes);
}

function isElement(node: Node): node is Element {
  return node.nodeType === node.ELEMENT_NODE;
}

/** The parser goes on after errors and warnings that XML calls fatal, so every report ends the reading. */
function stop(level: string, message: string): never {
  throw new Error(`${level}: ${message}`);
}

/** XML 1.0, section 2.11. The parser's own is that of XML 1.1, which alters U+0085 and U+2028 in passwords. */
function normalizeLineEndings(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}
