import {
  libxml,
  type LibxmlDocument,
  type LibxmlElement,
  type LibxmlNode,
  type LibxmlSyntaxError,
  type LibxmlText,
} from './binding';
import { floodIn } from './floods';

interface OpenDocument {
  readonly document: LibxmlDocument;
  readonly root: LibxmlElement;
}

/** The level of libxml2 below which it only warns. */
const errorLevel = 2;

/** The document that was opened last: the same body is usually examined several times, and parsed only once. */
let last: { readonly source: Buffer; readonly opened: Opened } | undefined;

type Opened = OpenDocument | { readonly problem: XmlProblem };

/**
 * Parses what an untrusted server sent. No entity is expanded and nothing is loaded. A document type declaration does
 * not reach the parser, since known crashes of libxml2 2.9 need one: one that declares nothing is left out, a document
 * with any other is refused.
 */
export function openDocument(source: Buffer | string, most?: number): Opened {
  if (typeof source === 'string' || most !== undefined) return open(source, most);
  // The previous one is released first, so that no two are in memory.
  if (last?.source !== source) last = undefined;
  last ??= { source, opened: open(source) };
  return last.opened;
}

function open(source: Buffer | string, most?: number): Opened {
  const read = sourceText(source, most);
  if ('problem' in read) return read;
  const flood = floodIn(read.text);
  if (flood && 'tooMany' in flood) return { problem: { message: flood.tooMany } };
  return parse(flood ? read.text.slice(0, flood.faultyUntil) : read.text);
}

/** The first error explains the others, and is reported only where the parser continues. */
function parse(text: string): Opened {
  const library = libxml();
  let document: LibxmlDocument;
  try {
    document = library.parseXml(text, { nonet: true, recover: true });
  } catch {
    return { problem: problemWithoutRoot(text) };
  }
  const failure = document.errors.find(isFailure);
  if (failure) return { problem: asProblem(failure) };
  // The types do not say that it is null without a declaration.
  if (document.getDtd() as unknown) return refused(withDocumentType);
  const root = document.root();
  return root ? { document, root } : { problem: { message: 'The document has no root element.' } };
}

/** If the parser could not continue, only its strict mode says why. */
function problemWithoutRoot(text: string): XmlProblem {
  try {
    libxml().parseXml(text, { nonet: true });
    return { message: 'The document has no root element.' };
  } catch (error) {
    return asProblem(error as LibxmlSyntaxError);
  }
}

function isFailure(error: LibxmlSyntaxError): boolean {
  return (error.level ?? errorLevel) >= errorLevel;
}

function asProblem(error: LibxmlSyntaxError): XmlProblem {
  return {
    message: sentenceFor(error.message.trim()),
    line: error.line || undefined,
    column: error.column || undefined,
  };
}

/** The library's words, unless they give bad advice or repeat a piece of text. */
function sentenceFor(message: string): string {
  if (message.startsWith('Excessive depth')) return 'The document is nested deeper than 256 elements.';
  if (/^Entity '.*' not defined/.test(message))
    return 'The document refers to an entity that is not defined.';
  return `The document is not well-formed: ${message.replace(/\.$/, '')}.`;
}

/** An element as plain data. Comments and processing instructions are not in it. */
export interface XmlElement {
  readonly name: string;
  readonly namespace: string | null;
  /** As written; only for messages. */
  readonly prefix: string | null;
  /** In the order written, without the declarations of namespaces. */
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  /** Its own characters, CDATA sections included, without those of its children. */
  readonly text: string;
}

export interface XmlAttribute {
  readonly name: string;
  readonly namespace: string | null;
  readonly value: string;
}

/** Why a document cannot be read. */
export interface XmlProblem {
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
}

/**
 * Copies a tree into plain data. The parser refuses a depth beyond 256, so the recursion is bounded.
 *
 * @param visit receives every element, parents first
 */
export function plainElement(
  node: LibxmlElement,
  visit?: (node: LibxmlElement, parent: LibxmlElement | undefined) => void,
  parent?: LibxmlElement,
): XmlElement {
  visit?.(node, parent);
  const namespace = node.namespace();
  const children: XmlElement[] = [];
  let text = '';
  for (const child of node.childNodes()) {
    if (isElement(child)) children.push(plainElement(child, visit, node));
    else if (isText(child)) text += child.text();
  }
  return {
    name: node.name(),
    namespace: namespace?.href() ?? null,
    prefix: namespace?.prefix() ?? null,
    attributes: node.attrs().map((attribute) => ({
      name: attribute.name(),
      namespace: attribute.namespace()?.href() ?? null,
      value: attribute.value(),
    })),
    children,
    text,
  };
}

/** Attributes and namespaces may only be read from elements: on an entity the library crashes (CVE-2024-34393). */
export function isElement(node: LibxmlNode): node is LibxmlElement {
  return node.type() === 'element';
}

export function isText(node: LibxmlNode): node is LibxmlText {
  const type: string = node.type();
  return type === 'text' || type === 'cdata';
}

/** More than any response to an authentication needs; beyond it nothing is parsed. */
const maximumBytes = 10 * 1024 * 1024;

const withDocumentType = 'The document has a document type declaration (DOCTYPE).';

const declaration = /^<\?xml\s[^>]*?\?>/;
const declaredEncoding = /(\sencoding\s*=\s*)(["'])([^"']*)\2/;

/**
 * The characters of an XML document, decoded without any trust in its source: UTF-8 (and its part US-ASCII), or
 * UTF-16 with a byte order mark. The declared encoding, where there is one, must fit and comes out as UTF-8.
 * A document type declaration is left out or refused here, before a parser sees it.
 *
 * @param most bytes, or characters of a string, beyond which it is refused
 */
function sourceText(
  source: Buffer | string,
  most = maximumBytes,
): { text: string } | { problem: XmlProblem } {
  if (source.length > most) {
    return refused(`The document is larger than ${most / 1024 / 1024} MB.`);
  }
  const decoded = typeof source === 'string' ? { text: source, wide: undefined } : decode(source);
  if ('problem' in decoded) return decoded;
  const text = decoded.text.replace(/^\uFEFF/, '');
  if (text.trim() === '') return refused('The document is empty.');
  if (text.includes('\0')) return refused('The document contains a NUL character.');
  if (/\p{Surrogate}/u.test(text)) return refused('The document contains half a surrogate pair.');
  const plain = withoutEmptyDocumentType(text);
  if (documentTypeAt(plain) !== undefined) return refused(withDocumentType);
  return withoutForeignEncoding(plain, decoded.wide);
}

function decode(bytes: Buffer): { text: string; wide: boolean } | { problem: XmlProblem } {
  const mark = bytes.subarray(0, 4).toString('hex');
  if (mark === '0000feff' || mark === 'fffe0000') return refused('The document is in UTF-32.');
  const wide = mark.startsWith('fffe') || mark.startsWith('feff');
  const encoding = mark.startsWith('feff') ? 'utf-16be' : wide ? 'utf-16le' : 'utf-8';
  try {
    return { text: new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes), wide };
  } catch {
    return refused(`The document is not valid ${encoding.toUpperCase()}.`);
  }
}

/** @param wide whether the bytes were UTF-16; undefined when there were none, only characters */
function withoutForeignEncoding(
  text: string,
  wide: boolean | undefined,
): { text: string } | { problem: XmlProblem } {
  const head = declaration.exec(text)?.[0];
  const declared = head && declaredEncoding.exec(head)?.[3]?.toUpperCase();
  if (!head || declared === undefined) return { text };
  const fits = wide
    ? /^UTF-16(LE|BE)?$/.test(declared)
    : /^(UTF-8|US-ASCII|ASCII)$/.test(declared) || (wide === undefined && declared.startsWith('UTF-16'));
  if (!fits) return refused('The document declares an encoding other than UTF-8, or other than its own.');
  return { text: head.replace(declaredEncoding, '$1$2UTF-8$2') + text.slice(head.length) };
}

/**
 * The position of a document type declaration before the root element, the only place where one is read. Comments and
 * processing instructions are skipped as by a parser, so that they neither hide nor imitate one.
 */
function documentTypeAt(text: string): number | undefined {
  let at = 0;
  for (;;) {
    while (' \t\r\n'.includes(text.charAt(at) || '.')) at += 1;
    const end = text.startsWith('<!--', at) ? '-->' : text.startsWith('<?', at) ? '?>' : undefined;
    if (end === undefined) return text.startsWith('<!', at) ? at : undefined;
    const found = text.indexOf(end, at + (end === '-->' ? 4 : 2));
    if (found < 0) return undefined;
    at = found + end.length;
  }
}

/** One that only names the root element: it has no declarations and no external identifier (XML 1.0, 2.8). */
const emptyDocumentType = /^<!DOCTYPE[ \t\r\n]{1,64}[\w:.-]{1,256}[ \t\r\n]{0,64}>/;

/** The text with such a declaration as white space, so that lines and columns stay the same. */
function withoutEmptyDocumentType(text: string): string {
  const at = documentTypeAt(text) ?? text.length;
  const found = emptyDocumentType.exec(text.slice(at, at + 512))?.[0];
  if (found === undefined) return text;
  return text.slice(0, at) + found.replace(/[^\n]/g, ' ') + text.slice(at + found.length);
}

function refused(message: string): { problem: XmlProblem } {
  return { problem: { message } };
}
