import { basename } from 'node:path';
import { loadCatalogue, loadDocumentOutline } from '../../contract/catalogue';
import type { LineRange } from '../../contract/requirement';
import { documentCopy, type DocumentCopy } from '../../contract/catalogue';
import { ConfigurationError } from '../configuration-error';
import { readNamedFile, shownName } from '../named-file';

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
