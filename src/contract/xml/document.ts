import { libxml, type LibxmlDocument, type LibxmlElement, type LibxmlSyntaxError } from './binding';
import type { XmlProblem } from './element';
import { sourceText } from './source-text';

export interface OpenDocument {
  readonly document: LibxmlDocument;
  readonly root: LibxmlElement;
}

/** The level of libxml2 below which it only warns. */
const errorLevel = 2;

/**
 * Parses what an untrusted server sent. No entity is expanded, nothing is loaded, and a document with a document
 * type declaration is refused twice, before and after: known crashes of libxml2 2.9 need one.
 */
export function openDocument(source: Buffer | string, most?: number): OpenDocument | { problem: XmlProblem } {
  const read = sourceText(source, most);
  if ('problem' in read) return read;
  const library = libxml();
  let document: LibxmlDocument;
  try {
    document = library.parseXml(read.text, { nonet: true });
  } catch (error) {
    return { problem: firstProblem(read.text) ?? asProblem(error as LibxmlSyntaxError) };
  }
  // The types leave out that a document without a declaration gives null.
  if (document.getDtd() as unknown) {
    return { problem: { message: 'The document has a document type declaration (DOCTYPE).' } };
  }
  const failure = document.errors.find(isFailure);
  if (failure) return { problem: asProblem(failure) };
  const root = document.root();
  return root ? { document, root } : { problem: { message: 'The document has no root element.' } };
}

/** A failing parse throws its last error; the first one, which explains the others, is kept when recovering. */
function firstProblem(text: string): XmlProblem | undefined {
  try {
    const failure = libxml().parseXml(text, { nonet: true, recover: true }).errors.find(isFailure);
    return failure && asProblem(failure);
  } catch {
    return undefined;
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
