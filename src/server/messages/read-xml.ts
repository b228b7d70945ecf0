import { type Attr, type Document, DOMParser, type Element, type Node } from '@xmldom/xmldom';
import type { PresentedAuth } from '../login/credentials';
import { Refusal } from '../login/refusal';
import { headerOf, type TokensRequest } from './message';

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

const DECLARED_ENCODING = /^<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z][\w.-]*)["']/;

/**
 * The text of an XML body: a byte order mark decides its encoding, then the charset of the Content-Type,
 * then the XML declaration, then UTF-8 (RFC 7303, section 3).
 *
 * @throws Refusal `bodyUnreadable` for an encoding that is not known, or bytes that do not belong to it
 */
export function decodeXml(request: TokensRequest): string {
  const { body } = request;
  const encoding = markedEncoding(body) ?? charsetOf(request) ?? declaredEncoding(body) ?? 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(body);
  } catch {
    throw new Refusal('bodyUnreadable');
  }
}

function markedEncoding(body: Uint8Array): string | undefined {
  const [first, second, third] = body;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return undefined;
}

function charsetOf(request: TokensRequest): string | undefined {
  return /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(headerOf(request, 'content-type'))?.[1];
}

/** The declaration is ASCII in every encoding that needs neither a mark nor a charset. */
function declaredEncoding(body: Uint8Array): string | undefined {
  return DECLARED_ENCODING.exec(Buffer.from(body.subarray(0, 200)).toString('latin1'))?.[1];
}

/**
 * What XML 1.0 demands and the parser in use lets pass: legal characters and character references, tags that
 * balance around a single root, no `]]>` in text. A DOCTYPE is found here too, before any parser sees it.
 * Everything is one walk from left to right, so that no body can make it slow.
 */

/** Deeper nesting serves no login, and costs the parser time that grows with its square. */
const DEPTH_LIMIT = 200;

const LONGEST_REFERENCE = 32;

/** XML 1.0, production 2. */
const ONLY_LEGAL_CHARACTERS = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
const REFERENCE = /^&(?:amp|lt|gt|quot|apos|#0*(\d+)|#x0*([\da-fA-F]+));/;
const QUOTED = /"[^"]*"|'[^']*'/g;
const TAG = /<\/?(?:"[^"]*"|'[^']*'|[^"'<>/])*\/?>/y;

/** The parts that hold no markup: how each begins and ends. */
const CDATA = { start: '<![CDATA[', end: ']]>' };
const OPAQUE = [CDATA, { start: '<!--', end: '-->' }, { start: '<?', end: '?>' }];

/**
 * Walks through the text, with the parser judging the rest.
 *
 * @returns its tags in order, or undefined when the text fails the demands above
 */
function tagsOf(text: string): string[] | undefined {
  if (!ONLY_LEGAL_CHARACTERS.test(text)) return undefined;
  const tags: string[] = [];
  let depth = 0;
  let position = 0;
  while (position < text.length) {
    const next = text.indexOf('<', position);
    const markup = next === -1 ? text.length : next;
    const between = text.slice(position, markup);
    if (between.includes(']]>') || !referencesAreLegal(between)) return undefined;

    const opaque = OPAQUE.find((part) => text.startsWith(part.start, markup));
    if (opaque) {
      const end = text.indexOf(opaque.end, markup + opaque.start.length);
      if (end === -1 || (opaque === CDATA && depth === 0)) return undefined;
      position = end + opaque.end.length;
      continue;
    }
    if (next === -1) break;

    const tag = tagAt(text, markup);
    const follows = depth > 0 || tags.length === 0;
    if (tag === undefined || tag.startsWith('<!') || !follows || !referencesAreLegal(tag)) return undefined;
    tags.push(tag);
    depth += depthChange(tag);
    if (depth < 0 || depth > DEPTH_LIMIT) return undefined;
    position = markup + tag.length;
  }
  return depth === 0 && tags.length > 0 ? tags : undefined;
}

/** How many attributes, namespace declarations included, stand in these tags. */
function attributeCount(tags: string[]): number {
  return tags.reduce((count, tag) => count + (tag.match(QUOTED)?.length ?? 0), 0);
}

function tagAt(text: string, position: number): string | undefined {
  TAG.lastIndex = position;
  return TAG.exec(text)?.[0];
}

function depthChange(tag: string): number {
  if (tag.startsWith('</')) return -1;
  return tag.endsWith('/>') ? 0 : 1;
}

function referencesAreLegal(text: string): boolean {
  for (let at = text.indexOf('&'); at !== -1; at = text.indexOf('&', at + 1)) {
    const reference = REFERENCE.exec(text.slice(at, at + LONGEST_REFERENCE));
    if (!reference) return false;
    const [, decimal, hexadecimal] = reference;
    if (decimal !== undefined && !isLegalCharacter(parseInt(decimal, 10))) return false;
    if (hexadecimal !== undefined && !isLegalCharacter(parseInt(hexadecimal, 16))) return false;
  }
  return true;
}

function isLegalCharacter(codePoint: number): boolean {
  return codePoint <= 0x10ffff && ONLY_LEGAL_CHARACTERS.test(String.fromCodePoint(codePoint));
}

/** The namespaces of the document's XML samples (lines 304-312), by the role they play here. */
export const CORE = 'http://docs.openstack.org/identity/api/v2.0';
export const RAX_AUTH = 'http://docs.rackspace.com/identity/api/ext/RAX-AUTH/v1.0';
const RAX_KSKEY = 'http://docs.rackspace.com/identity/api/ext/RAX-KSKEY/v1.0';
export const XMLNS = 'http://www.w3.org/2000/xmlns/';
