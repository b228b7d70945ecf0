import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { loadCatalogue, loadDocumentOutline, type LineRange } from '../../src/contract/catalogue';
import { inProject } from '../../src/contract/package-files';

const outline = loadDocumentOutline();
const { requirements } = loadCatalogue();
const cited = requirements.flatMap(({ lines }) => lines);

function linesOf(ranges: readonly LineRange[]): Set<number> {
  return new Set(
    ranges.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, index) => from + index)),
  );
}

test('every range is within the document and not empty', () => {
  const ranges = [...cited, ...outline.blank, ...outline.notCheckable];
  expect(ranges.filter(({ from, to }) => !(1 <= from && from <= to && to <= outline.lines))).toEqual([]);
});

test('every line of text is cited by a requirement or listed as not checkable', () => {
  const [blank, citedLines, listed] = [outline.blank, cited, outline.notCheckable].map(linesOf);
  const text = [...linesOf([{ from: 1, to: outline.lines }])].filter((line) => !blank?.has(line));
  const forgotten = text.filter((line) => !citedLines?.has(line) && !listed?.has(line));
  expect(forgotten).toEqual([]);
  expect([...(listed ?? [])].filter((line) => citedLines?.has(line))).toEqual([]);
});

test('the record of the document agrees with itself, and with the document where that lies beside the project', () => {
  const recorded = { sha256: outline.sha256, lines: outline.lines, blank: [...linesOf(outline.blank)] };
  expect(recorded.blank).toEqual([...recorded.blank].sort((a, b) => a - b));
  const path = inProject('..', 'shared', 'document', '000_2512d8ef931972fe.txt');
  expect(recorded).toEqual(existsSync(path) ? recordOf(readFileSync(path)) : recorded);
});

function recordOf(document: Buffer): { sha256: string; lines: number; blank: number[] } {
  const lines = document.toString('utf8').replace(/\n$/, '').split('\n');
  return {
    sha256: createHash('sha256').update(document).digest('hex'),
    lines: lines.length,
    blank: lines.flatMap((line, index) => (line.trim() === '' ? [index + 1] : [])),
  };
}
