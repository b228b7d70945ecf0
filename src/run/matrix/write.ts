import { writeFiles } from '../report/write';
import { toMatrixMarkdown } from './markdown';
import type { Matrix } from './matrix';
import { toMatrixPage } from './page';

/**
 * Writes matrix.json, matrix.html and matrix.md into `dir`, each whole or not at all.
 *
 * @returns the paths of the files
 * @throws ReportNotWritten when the file system refuses
 */
export function writeMatrix(matrix: Matrix, dir: string): Promise<string[]> {
  return writeFiles(
    [
      ['matrix.json', () => `${JSON.stringify(matrix, undefined, 2)}\n`],
      ['matrix.html', () => toMatrixPage(matrix)],
      ['matrix.md', () => toMatrixMarkdown(matrix)],
    ],
    dir,
  );
}
