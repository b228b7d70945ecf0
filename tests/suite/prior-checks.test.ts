import { readFileSync } from 'node:fs';
import { inProject } from '../../src/contract/package-files';
import { checksOfTheSuite } from './checks-of-the-suite';

const checks = checksOfTheSuite();
const known = new Set(checks.flatMap(({ id, requirement }) => [id, requirement]));
const rows = readFileSync(inProject('docs', 'prior-checks.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| *\d+ *\|/.test(line))
  .map((line) => {
    const [number, what, covered, aside] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    return { number: Number(number), what: what ?? '', covered: covered ?? '', aside: aside ?? '' };
  });

test('all 41 lines are there, once and in their order', () => {
  expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 41 }, (_, index) => index + 1));
});

test.each(rows)('line $number says what was checked, and what covers it or why nothing does', (row) => {
  expect(row.what).not.toBe('');
  expect(idsIn(row.covered).length > 0 || row.aside.length > 20).toBe(true);
  expect(row.covered.replace(/`[^`]+`/g, '').replace(/[, ]/g, '')).toBe('');
});

test('every id that the page names is a check, or a requirement that has checks', () => {
  const named = rows.flatMap(({ number, covered, aside }) =>
    idsIn(`${covered} ${aside}`).map((id) => ({ number, id })),
  );
  expect(named.filter(({ id }) => !known.has(id))).toEqual([]);
});

function idsIn(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, id]) => id ?? '');
}
