import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { type LineRange, loadCatalogue, loadDocumentOutline } from '../../contract/catalogue';
import { ConfigurationError } from '../configuration';
import { readNamedFile, shownName } from '../named-file';

/** A user's copy of the document, whose text is not part of the package. */
export interface DocumentCopy {
  readonly file: string;
  readonly lines: readonly string[];
  /** Whether it is the version whose lines the requirements cite. */
  readonly isCited: boolean;
}

/** Lines of the document as they are in a copy, both ends included. */
export interface Quote extends LineRange {
  readonly text: string;
}

/**
 * The user's copy of the document, for quoting the lines that requirements cite.
 * @param directory the directory that a relative path starts from
 * @param place where it was configured, for error messages
 * @param cited the lines to quote; by default all that requirements cite
 * @throws ConfigurationError if it cannot be read, or ends before a cited line
 */
export function readDocument(
  name: string,
  directory: string,
  place: string,
  cited: readonly LineRange[] = loadCatalogue().requirements.flatMap(({ lines }) => lines),
): DocumentCopy {
  const copy = documentCopy(basename(shownName(name)), readNamedFile(name, directory, place, 'document'));
  const last = Math.max(...cited.map(({ to }) => to));
  if (copy.lines.length >= last) return copy;
  const { document, lines } = loadDocumentOutline();
  throw new ConfigurationError([
    `${place}: the document ${shownName(name)} ends at line ${copy.lines.length}, but line ${last} is cited; name a copy of "${document}", which has ${lines} lines.`,
  ]);
}

/** The warning that the copy is of another version than the one cited; undefined if it is the same. */
export function versionWarning({ file, isCited }: DocumentCopy, place: string): string | undefined {
  if (isCited) return undefined;
  const { lines, sha256 } = loadDocumentOutline();
  return `${place}: ${file} is not the version of the document that the requirements cite (${lines} lines, SHA-256 ${sha256.slice(0, 12)}...), so the quoted lines may not be the cited ones.`;
}

/** A copy of the document by its text; ends of lines as Windows writes them make no difference. */
function documentCopy(file: string, text: string): DocumentCopy {
  const plain = text.replaceAll('\r\n', '\n').replace(/\n$/, '');
  const sha256 = createHash('sha256').update(`${plain}\n`).digest('hex');
  return { file, lines: plain.split('\n'), isCited: sha256 === loadDocumentOutline().sha256 };
}

/** The lines of these ranges that the copy has. */
export function quotesFrom({ lines }: DocumentCopy, ranges: readonly LineRange[]): Quote[] {
  return ranges
    .filter(({ from }) => from <= lines.length)
    .map(({ from, to }) => ({ from, to, text: lines.slice(from - 1, to).join('\n') }));
}
