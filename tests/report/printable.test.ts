import { cut, fit, oneLine, printable, wrap } from '../../src/text/printable';
import { hostile } from './sample-report';

test('what acts is shown by its escape, and the rest stays', () => {
  expect(printable('\u001b[31mred\u0000')).toBe('\\x1b[31mred\\x00');
  expect(printable('a\tb\r\nc\rd')).toBe('a\tb\nc\\x0dd');
  expect(printable('\ud83d\ude00 \ud800 é 漢')).toBe('😀 \ufffd é 漢');
  expect(printable('\u202egnp')).toBe('\\u202egnp');
});

test('it is stable, and leaves nothing that XML 1.0 cannot hold', () => {
  const once = printable(hostile);
  expect(printable(once)).toBe(once);
  expect(once).not.toMatch(/[^\P{Cc}\t\n]|[\ufffe\uffff]|\p{Surrogate}/u);
});

test('one line, cut, fitted and wrapped', () => {
  expect(oneLine(' a\n  b\t c ')).toBe('a b c');
  expect(cut('abcdef', 6)).toBe('abcdef');
  expect(cut('abcdef', 2)).toBe('ab\n… cut here, 4 more characters are in report.json');
  expect(cut('a😀b', 2)).toMatch(/^a\n/);
  expect(fit('abcdef', 4)).toBe('abc…');
  expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
  expect(wrap('  kept indent\nnext', 80)).toEqual(['  kept indent', 'next']);
});
