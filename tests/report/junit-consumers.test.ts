import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProject } from '../../src/contract/package-files';
import { toJunit } from '../../src/report/junit/junit';
import { check, exchange, report } from './sample-report';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'junit-consumers-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

test('programs of the registry count what passed, failed and was skipped in junit.xml as the report does', () => {
  const mixed = report(
    [
      check('tenant.exclusive/json', 'failed', { expected: '400', received: '200', exchanges: ['x1'] }),
      check('tenant.known/json'),
      check('fault.code/json', 'warned', { level: 'SHOULD', spec: 'specs/faults.spec.ts' }),
      check('rcn.one/json', 'not-verified', { message: 'Configure accounts.rcnUser' }),
      check('mfa.one/json', 'not-applicable', { message: 'The profile mfa is not in scope' }),
    ],
    { exchanges: [exchange('x1')], allowIncomplete: true },
  );
  const file = join(folder, 'junit.xml');
  writeFileSync(file, toJunit(mixed));
  const script = inProject('tests', 'report', 'junit-consumers.mjs');
  const counts = [2, 1, 2];
  expect(JSON.parse(execFileSync(process.execPath, [script, file], { encoding: 'utf8' }))).toEqual({
    'test-results-parser': counts,
    'junit-to-ctrf': counts,
    junit2json: counts,
    'junit-report-merger': counts,
  });
});
