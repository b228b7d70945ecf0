import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { inProject } from '../../src/contract/package-files';
import { toJson } from '../../src/report/json';
import { check, hostileReport, report } from '../report/sample-report';
import { call, type Outcome } from './captured-io';

let cwd: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'diff-command-'));
});

afterEach(() => rmSync(cwd, { recursive: true }));

function save(directory: string, found: Parameters<typeof toJson>[0]): void {
  mkdirSync(join(cwd, directory));
  writeFileSync(join(cwd, directory, 'report.json'), toJson(found));
}

const diff = (...argv: string[]): Promise<Outcome> => call(['diff', 'a', 'b/report.json', ...argv], { cwd });

const ids = (differences: unknown): string[] => (differences as { id: string }[]).map(({ id }) => id);

function saveBoth(): void {
  save(
    'a',
    report([
      check('broken/json'),
      check('repaired/json', 'failed'),
      check('gone/json', 'failed'),
      check('lost/json'),
      check('same/json', 'failed'),
      check('softer/json', 'failed'),
    ]),
  );
  save(
    'b',
    report([
      check('broken/json', 'failed', { message: 'It broke.' }),
      check('repaired/json'),
      check('lost/json', 'not-verified'),
      check('same/json', 'failed'),
      check('softer/json', 'warned'),
      check('new/json'),
      check('new/xml', 'failed'),
    ]),
  );
}

test('each change is in one list, and new failures fail', async () => {
  saveBoth();
  const { code, stdout } = await diff('--json');
  expect(code).toBe(1);
  const lists = JSON.parse(stdout) as Record<string, unknown>;
  expect(ids(lists['newlyFailing'])).toEqual(['broken/json']);
  expect(ids(lists['fixed'])).toEqual(['repaired/json']);
  expect(ids(lists['new'])).toEqual(['new/json', 'new/xml']);
  expect(ids(lists['gone'])).toEqual(['gone/json']);
  expect(ids(lists['notVerified'])).toEqual(['lost/json']);
  expect(ids(lists['changed'])).toEqual(['softer/json']);
  expect(lists['newFailures']).toBe(2);
});

test('--json keeps to its published schema', async () => {
  const schema = (name: string) => JSON.parse(readFileSync(inProject('schemas', name), 'utf8')) as object;
  const ajv = new Ajv2020({ allErrors: true });
  addFormats(ajv);
  const validate = ajv.addSchema(schema('report.schema.json')).compile(schema('diff.schema.json'));
  saveBoth();
  validate(JSON.parse((await diff('--json')).stdout));
  expect(validate.errors).toBeNull();
  const head = { suite: { name: 'a', version: '1' }, verdict: 'passed' };
  expect(validate({ before: head, after: head, newlyFailing: [{ id: 'a.one/json' }] })).toBe(false);
});

test('for people: on the terminal and for a pull request', async () => {
  saveBoth();
  const { stdout } = await diff();
  expect(stdout).toContain('Newly failing (1)\n  broken/json  passed → failed\n    It broke.\n');
  expect(stdout).toContain('Fixed (1)\n  repaired/json  failed → passed\n');
  expect(stdout).toContain('No longer verified (1)\n  lost/json  passed → not verified');
  expect(stdout).toMatch(/2 new failures\.\n$/);
  const markdown = (await diff('--markdown')).stdout;
  expect(markdown).toContain(
    '### Newly failing (1)\n\n- <code>broken/json</code> passed → failed: It broke.',
  );
});

test('without a new failure it ends well', async () => {
  save('a', report([check('a.one/json', 'failed'), check('a.one/xml')]));
  save('b', report([check('a.one/json'), check('a.one/xml', 'not-verified')]));
  expect(await diff()).toMatchObject({ code: 0, stdout: expect.stringContaining('No new failure.') });
  expect((await call(['diff', 'b', 'b'], { cwd })).stdout).toContain('No difference.');
});

test('a warning that only strictness makes a failure is no new one', async () => {
  save('a', report([check('a.one/json', 'warned')]));
  save('b', report([check('a.one/json', 'warned')], { strict: true }));
  expect((await diff()).code).toBe(0);
});

test('what a server sent does nothing to the terminal or the Markdown', async () => {
  save('a', report([]));
  save('b', hostileReport());
  expect((await diff()).stdout).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
  expect((await diff('--markdown')).stdout).not.toContain('<script');
});

const unreadable: readonly (readonly [name: string, text: string, message: string])[] = [
  ['no JSON', 'secret', 'report.json is not JSON; name the report.json of a run.'],
  ['another document', '{}', 'report.json is not a report of this suite (/ must have required property'],
  ['a later format', '{"schemaVersion": 2}', 'has schemaVersion 2, but this version of the suite reads 1;'],
  [
    'a check twice',
    JSON.stringify(report([check('a.one/json'), check('a.one/json')])),
    'has the check a.one/json twice',
  ],
];

test.each(unreadable)('a file that is no report is refused: %s', async (_name, text, message) => {
  save('a', report([]));
  mkdirSync(join(cwd, 'b'));
  writeFileSync(join(cwd, 'b', 'report.json'), text);
  const { code, stdout, stderr } = await diff();
  expect(stderr).toContain(message);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(code).toBe(2);
  expect(stdout).toBe('');
});

test('a file that is not there is refused, and two formats at once', async () => {
  expect(await diff()).toMatchObject({ code: 2, stderr: expect.stringContaining('a does not exist') });
  expect((await diff('--json', '--markdown')).code).toBe(2);
});
