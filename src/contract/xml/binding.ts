import { createRequire } from 'node:module';
import type * as Libxml from 'libxmljs2';

/*
 * The one place that loads libxmljs2. Whoever imports from here works inside src/contract/xml and hands out
 * plain data only: a node outlives neither its document nor the safety of the calls made on it.
 */
export type LibxmlDocument = Libxml.Document;
export type LibxmlNode = Libxml.Node;
export type LibxmlElement = Libxml.Element;
export type LibxmlText = Libxml.Text;
export type LibxmlSyntaxError = Libxml.SyntaxError;
export type LibxmlValidationError = Libxml.ValidationError;

/** XML cannot be read on this machine. The message says what is missing and how to fix it. */
export class XmlUnavailable extends Error {
  override readonly name = 'XmlUnavailable';

  constructor(reason: string) {
    super(`XML cannot be read: ${reason}`);
    // The reader has to fix the installation; where in the program it was noticed does not help with that.
    this.stack = `${this.name}: ${this.message}`;
  }
}

let loaded: typeof Libxml | undefined;

/**
 * The XML library, loaded when it is first needed: an installation without its native binding can still judge
 * everything that is JSON.
 *
 * @throws XmlUnavailable
 */
export function libxml(): typeof Libxml {
  loaded ??= load();
  return loaded;
}

function load(): typeof Libxml {
  try {
    return createRequire(__filename)('libxmljs2') as typeof Libxml;
  } catch (error) {
    const missing = error instanceof Error && /Cannot find (module|package) '?libxmljs2/.test(error.message);
    throw new XmlUnavailable(
      missing
        ? 'the package libxmljs2 is not installed. Remedy: npm install.'
        : 'the native binding of libxmljs2 is missing or does not fit this Node. Remedy: npm rebuild libxmljs2.',
    );
  }
}
