import { renderConsole } from '../../src/report/console';
import { renderProgress } from '../../src/cli/commands/run';
import { check, exchange, hostileReport, report } from './sample-report';

/** The sequences of picocolors, and no others. */
const colours = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');
const plain = { colour: false, width: 100 };

test('a passing run is told in a few lines', () => {
  const text = renderConsole(report([check('a.one/json'), check('a.one/xml')]), {
    ...plain,
    reports: ['reports/report.json', 'reports/report.html'],
  });
  expect(text).toMatchInlineSnapshot(`
    "identity-conformance 0.1.0, http://localhost:8080, profiles core
    2 checks: 2 passed; 2 requests in 3.2 s
    Conformant (exit code 0)
    All 2 checks in scope ran and none failed.
    Reports: reports/report.json, reports/report.html
    "
  `);
});

test('a failure has all that is needed to see it again', () => {
  const failed = check('tenant.exclusive/json', 'failed', {
    message: 'Both were accepted.',
    expected: '400',
    received: '200',
    path: 'access.token',
    schemaLocation: 'schemas/json/access.json#/$defs/token',
    exchanges: ['x1'],
  });
  expect(renderConsole(report([failed], { exchanges: [exchange('x1')] }), plain)).toMatchInlineSnapshot(`
   "Failures

   ✕ tenant.exclusive/json  The case tenant.exclusive/json
     MUST, document lines 42-44
     What tenant.exclusive promises, in a sentence.
     Both were accepted.
     expected   400
     received   200
     at         access.token
     schema     schemas/json/access.json#/$defs/token
     reproduce  curl -i -X POST http://localhost:8080/v2.0/tokens -H 'Content-Type: application/json' -d "$BODY"

   identity-conformance 0.1.0, http://localhost:8080, profiles core
   1 check: 1 failed; 1 request in 3.2 s
   Not conformant (exit code 1)
   1 of 1 check in scope failed: tenant.exclusive.
   "
  `);
});

test('one cause is shown once, with its cases', () => {
  const text = renderConsole(
    report([
      check('tenant.exclusive/json', 'failed'),
      check('tenant.exclusive/xml', 'failed'),
      check('fault.code/json', 'warned', { level: 'SHOULD' }),
      check('fault.code/xml', 'warned', { level: 'SHOULD' }),
      check('fault.note/json', 'warned', { level: 'MAY' }),
    ]),
    plain,
  );
  expect(text.match(/✕/g)).toHaveLength(1);
  expect(text).toContain('checks     tenant.exclusive/json, tenant.exclusive/xml');
  expect(text).toContain('! fault.code (2 checks)  SHOULD\n  It is warned.');
  expect(text).toContain('i fault.note/json  information\n  It is warned.');
});

test('colour only when asked for, and nothing of a server acts on the terminal', () => {
  expect(renderConsole(hostileReport(), plain)).not.toMatch(/[^\P{Cc}\n]/u);
  const coloured = renderConsole(hostileReport(), { ...plain, colour: true });
  expect(coloured.replace(colours, '')).not.toMatch(/[^\P{Cc}\n]/u);
  expect(coloured).toContain('\x1b[31m');
});

test('progress keeps to its line', () => {
  const progress = { done: 42, total: 140, failed: 1, warned: 0, expected: 0, section: 'tenant\nnext' };
  expect(renderProgress(progress, 80)).toBe('42 of 140 checks, 1 failed  tenant next');
  expect(renderProgress({ ...progress, expected: 2 }, 80)).toBe(
    '42 of 140 checks, 1 failed, 2 expected failures  tenant next',
  );
  expect(renderProgress(progress, 20)).toHaveLength(20);
});
