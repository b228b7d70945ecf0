import { createHash } from 'node:crypto';
import { loadDocumentOutline } from './catalogue';
import type { LineRange } from './requirement';

/** A user's copy of the document, whose text is not part of the package. */
export interface DocumentCopy {
  /** The name of the file. */
  readonly file: string;
  readonly lines: readonly string[];
  /** Whether it is the version whose lines the requirements cite. */
  readonly isCited: boolean;
}

/** Lines of the document as they are in a copy, both ends included. */
export interface Quote extends LineRange {
  readonly text: string;
}

/** A copy of the document by its text; ends of lines as Windows writes them make no difference. */
export function documentCopy(file: string, text: string): DocumentCopy {
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
