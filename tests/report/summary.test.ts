import { code, inert } from '../../src/text/printable';
import { toSummary } from '../../src/report/summary';
import { check, hostile, hostileReport, report } from './sample-report';

test('verdict, reason, and the failures before everything else', () => {
  const text = toSummary(
    report([
      check('tenant.exclusive/json', 'failed', {
        message: 'It was accepted.',
        expected: '400',
        received: '200',
      }),
      check('fault.code/json', 'warned', { level: 'SHOULD' }),
      check('rcn.one/json', 'not-verified', { message: 'Configure accounts.rcnUser' }),
      check('rcn.two/json', 'not-verified', { message: 'Configure accounts.rcnUser' }),
    ]),
  );
  expect(text).toMatch(/^## Identity conformance: Not conformant\n\n1 of 4 checks in scope failed/);
  const order = ['### Failures', '<summary>1 warning</summary>', '### Not verified'].map((part) =>
    text.indexOf(part),
  );
  expect(order).toEqual([...order].sort((a, b) => a - b));
  expect(order).not.toContain(-1);
  expect(text).toContain('document lines 42-44');
  expect(text).toContain('- 2 checks: Configure accounts.rcnUser.');
});

test('every row of a table has the cells of its head', () => {
  const rows = toSummary(hostileReport())
    .replace(/^(`{3,}).*?^\1$/gms, '')
    .split('\n')
    .filter((line) => line.startsWith('|'));
  const widths = new Set(rows.map((row) => row.split('|').length));
  expect(widths).toEqual(new Set([4, 6]));
  expect(rows.every((row) => row.endsWith('|'))).toBe(true);
});

test('text of a server starts no markup, no tag, no link and mentions nobody', () => {
  for (const text of [inert(hostile), code(hostile).replace(/^<code>|<\/code>$/g, '')]) {
    expect(text.replace(/&#\d+;/g, '')).not.toMatch(/[<>|`*_~[\]\\#@&]|:\/\/|[^\P{Cc}]/u);
    expect(text).toContain('&#64;\u200beveryone');
  }
});

test('it fits into a comment, however much failed', () => {
  const checks = Array.from({ length: 3000 }, (_, n) =>
    check(`a.one/${n}`, 'failed', { message: `${n} ${hostile}`, expected: hostile, received: hostile }),
  );
  expect(toSummary(report(checks)).length).toBeLessThan(65_536);
});
