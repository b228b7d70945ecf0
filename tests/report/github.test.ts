import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { annotations, withoutCommands, appendStepSummary } from '../../src/cli/github-actions';
import { check, hostileReport, report } from './sample-report';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'github-'))));
afterEach(() => rmSync(folder, { recursive: true }));

test('a failure is an error and a warning a warning, each with its sentence of the document', () => {
  const lines = annotations(
    report([
      check('tenant.exclusive/json', 'failed', { message: '100% wrong', expected: '400', received: '200' }),
      check('fault.code/json', 'warned', { level: 'SHOULD' }),
      check('fault.note/json', 'warned', { level: 'MAY' }),
    ]),
  );
  expect(lines).toEqual([
    '::error title=tenant.exclusive/json (MUST%2C document lines 42-44)::100%25 wrong. Expected 400, received 200.',
    '::warning title=fault.code/json (SHOULD%2C document lines 42-44)::It is warned.',
  ]);
});

test('no more than GitHub shows of a step', () => {
  const many = Array.from({ length: 30 }, (_, n) => [
    check(`a.n${n}/json`, 'failed'),
    check(`b.n${n}/json`, 'warned', { level: 'SHOULD' }),
  ]).flat();
  const lines = annotations(report(many));
  expect(lines.filter((line) => line.startsWith('::error'))).toHaveLength(10);
  expect(lines.filter((line) => line.startsWith('::warning'))).toHaveLength(10);
  expect(lines[9]).toContain('21 further causes');
});

test('text of a server adds no line and no property', () => {
  for (const line of annotations(hostileReport()))
    expect(line).toMatch(/^::(?:error|warning) title=[^:,\n\r]*::[^\n\r]*$/);
});

test('what stands between the marks is no command, whatever it says', () => {
  const text = withoutCommands('::error::x\n##[error]y', 'token-1');
  expect(text).toBe('::stop-commands::token-1\n::error::x\n##[error]y\n::token-1::\n');
});

test('a summary is appended to what is there', async () => {
  const file = join(folder, 'summary');
  writeFileSync(file, 'before\n');
  expect(await appendStepSummary(file, '## After\n')).toBeUndefined();
  expect(readFileSync(file, 'utf8')).toBe('before\n\n## After\n');
});

test('one mebibyte is kept, by a cut at a line that is told', async () => {
  const file = join(folder, 'summary');
  writeFileSync(file, 'x'.repeat(1024 * 1024 - 1000));
  expect(await appendStepSummary(file, 'ä line of the summary\n'.repeat(500))).toBeUndefined();
  expect(statSync(file).size).toBeLessThanOrEqual(1024 * 1024);
  expect(readFileSync(file, 'utf8')).toMatch(/ä line of the summary\n\n_Cut here: [^\n]*\n$/);
  expect(await appendStepSummary(file, 'more\n'.repeat(500))).toContain('did not fit');
});

test('a file that cannot be written is a sentence, not an end', async () => {
  expect(await appendStepSummary(folder, 'text')).toMatch(
    /could not be appended .* EISDIR; make that file writable/,
  );
});
