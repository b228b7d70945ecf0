import { libxml, type LibxmlDocument, type LibxmlElement, type LibxmlSyntaxError } from './binding';
import type { XmlProblem } from './element';
import { floodIn } from './floods';
import { sourceText } from './source-text';

export interface OpenDocument {
  readonly document: LibxmlDocument;
  readonly root: LibxmlElement;
}

/** The level of libxml2 below which it only warns. */
const errorLevel = 2;

/** The document that was opened last: several questions are asked of one body, and it is parsed for the first. */
let last: { readonly source: Buffer; readonly opened: Opened } | undefined;

type Opened = OpenDocument | { readonly problem: XmlProblem };

/**
 * Parses what an untrusted server sent. No entity is expanded, nothing is loaded, and a document with a document
 * type declaration is refused twice, before and after: known crashes of libxml2 2.9 need one.
 */
export function openDocument(source: Buffer | string, most?: number): Opened {
  if (typeof source === 'string' || most !== undefined) return open(source, most);
  // The one before is let go first, so that no two are in memory.
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
  // The types leave out that a document without a declaration gives null.
  if (document.getDtd() as unknown) {
    return { problem: { message: 'The document has a document type declaration (DOCTYPE).' } };
  }
  const root = document.root();
  return root ? { document, root } : { problem: { message: 'The document has no root element.' } };
}

/** Where the parser had nothing to go on with, only its strict way says why. */
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

/** The library's words, save where they advise what must not be done or repeat a piece of text. */
function sentenceFor(message: string): string {
  if (message.startsWith('Excessive depth')) return 'The document is nested deeper than 256 elements.';
  if (/^Entity '.*' not defined/.test(message))
    return 'The document refers to an entity that is not defined.';
  return `The document is not well-formed: ${message.replace(/\.$/, '')}.`;
}
