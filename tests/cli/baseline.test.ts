import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../src/run';
import { writeReports } from '../../src/report/write';
import { toJson } from '../../src/report/json';
import { check, report } from '../report/sample-report';
import { call, type Outcome } from './captured-io';
import { conformant } from './suite-double';

jest.mock('../../src/run', () => ({ run: jest.fn(), describeChecks: jest.fn() }));
jest.mock('../../src/report/write', () => ({
  ...jest.requireActual<object>('../../src/report/write'),
  writeReports: jest.fn(),
}));

const running = jest.mocked(run);
let cwd: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'baseline-command-'));
  running.mockReset().mockResolvedValue(conformant);
  jest.mocked(writeReports).mockReset().mockResolvedValue([]);
});

afterEach(() => rmSync(cwd, { recursive: true }));

function runWith(text: string): Promise<Outcome> {
  writeFileSync(join(cwd, 'baseline.yaml'), text);
  return call(['run', '--baseline', 'baseline.yaml'], { cwd });
}

function saveReport(...run: Parameters<typeof report>): void {
  mkdirSync(join(cwd, 'reports'), { recursive: true });
  writeFileSync(join(cwd, 'reports', 'report.json'), toJson(report(...run)));
}

const write = (...argv: string[]): Promise<Outcome> => call(['baseline', 'write', ...argv], { cwd });
const baselineText = (): string => readFileSync(join(cwd, 'baseline.yaml'), 'utf8');

test('the entries reach the run with their places', async () => {
  const { code } = await runWith(
    '# known\n- check: a.one/json\n  reason: ID-7\n- { check: b.two/json, reason: ID-8, until: 2027-12-31 }\n',
  );
  expect(code).toBe(0);
  expect(running.mock.calls[0]?.[1]?.baseline).toEqual([
    { check: 'a.one/json', reason: 'ID-7', place: 'baseline.yaml:2:3' },
    { check: 'b.two/json', reason: 'ID-8', until: '2027-12-31', place: 'baseline.yaml:4:3' },
  ]);
});

test('a file without entries is an empty baseline', async () => {
  for (const text of ['', '# nothing\n', '[]\n']) expect((await runWith(text)).code).toBe(0);
});

const malformed: readonly (readonly [text: string, message: string])[] = [
  ['check: a\nreason: b', 'baseline.yaml:1:1: a baseline must be a list'],
  ['- a.one/json', 'baseline.yaml:1:3: an entry must have the members check and reason'],
  ['- check: a\n', 'baseline.yaml:1:3: the entry lacks reason; add it.'],
  ['- check: a\n  reson: b', 'baseline.yaml:2:3: [0].reson is not known; did you mean reason?'],
  ["- check: a\n  reason: ''", 'baseline.yaml:2:11: a has no reason yet; write why the failure is accepted'],
  ['- check: a\n  reason: "  "', 'a has no reason yet'],
  ['- check: a\n  reason: 7', 'baseline.yaml:2:11: reason is a number where a string is expected'],
  ["- check: ''\n  reason: b", 'baseline.yaml:1:10: check is empty; write the id of a check.'],
  ['- check: a\n  reason: b\n  until: 2027-02-30', 'baseline.yaml:3:10: until is not a date;'],
  [
    '- check: a\n  reason: b\n- check: a\n  reason: c',
    'baseline.yaml:3:10: a is already listed at baseline.yaml:1:3',
  ],
  ['- check: [a, b, a]\n  reason: b', 'baseline.yaml:1:17: a is already listed at baseline.yaml:1:3'],
  ['- check: [a, 7]\n  reason: b', 'baseline.yaml:1:14: check is a number where a string is expected'],
  ['- check: []\n  reason: b', 'baseline.yaml:1:10: check is empty; write the id of a check.'],
  [
    '- check: a\n  reason: b\n  received: nothing',
    'baseline.yaml:3:13: received is neither a status, nor "no answer", nor "shape"; write one of them, or leave it out.\n',
  ],
  ['- check: a\n\treason: b', 'baseline.yaml:2:2: the text is neither JSON nor YAML'],
];

test.each(malformed)('a malformed baseline is refused before anything is sent: %j', async (text, message) => {
  const { code, stderr } = await runWith(text);
  expect(stderr).toContain(message);
  expect(code).toBe(2);
  expect(running).not.toHaveBeenCalled();
});

test('a baseline that is not there is refused', async () => {
  const { code, stderr } = await call(['run', '--baseline', 'nowhere.yaml'], { cwd });
  expect(stderr).toContain('--baseline: the baseline file nowhere.yaml does not exist');
  expect(code).toBe(2);
});

test('write lists the failures with a reason to fill in, which a run asks for', async () => {
  saveReport([
    check('a.one/json'),
    check('b.two/json', 'failed', { message: 'It was\n- check: accepted.' }),
    check('c.three/json', 'warned'),
  ]);
  const { code, stdout } = await write();
  expect(code).toBe(0);
  expect(stdout).toContain('baseline.yaml: 1 entry, 1 of them without a reason.');
  const text = baselineText();
  expect(text).toContain(
    "# It was - check: accepted.\n- check: b.two/json\n  reason: ''\n  received: shape\n",
  );
  expect((await runWith(text)).stderr).toContain('b.two/json has no reason yet');
  expect((await runWith(text.replace("''", 'ID-7'))).code).toBe(0);
});

test('write notes what was received, and asks for one reason for each cause', async () => {
  const wrong = (id: string, message: string, received: string) => check(id, 'failed', { message, received });
  saveReport([
    wrong('a.one/json', 'It is let in.', '200 with an access object'),
    wrong('b.two/json', 'It is refused.', '401 with the fault unauthorized'),
    wrong('a.one/xml', 'It is let in.', '200 with an access object'),
    wrong('c.three/json', 'It is let in. Seen in x7 and in 2 more.', '"text"'),
  ]);
  const { stdout } = await write();
  expect(stdout).toContain('baseline.yaml: 3 entries for 4 checks, 3 of them without a reason.');
  const filled = baselineText().replaceAll("''", 'ID-7');
  expect(filled).toContain(
    '# It is let in.\n- check:\n    - a.one/json\n    - a.one/xml\n  reason: ID-7\n  received: 200\n',
  );
  expect((await runWith(filled)).code).toBe(0);
  expect(running.mock.calls[0]?.[1]?.baseline).toMatchObject([
    { check: 'a.one/json', reason: 'ID-7', received: '200' },
    { check: 'a.one/xml', reason: 'ID-7', received: '200' },
    { check: 'b.two/json', reason: 'ID-7', received: '401' },
    { check: 'c.three/json', reason: 'ID-7', received: 'shape' },
  ]);
  await write('--baseline', 'baseline.yaml', '--force');
  expect(baselineText()).toBe(filled);
});

test('write notes the seed, and keeps an entry whose check passes by it', async () => {
  const checks = [check('a.one/json', 'passed'), check('generated.status/every-exchange', 'passed')];
  saveReport(checks, { seed: 7 });
  const entries = checks.map(({ id }) => `- check: ${id}\n  reason: ID-7\n`);
  writeFileSync(join(cwd, 'baseline.yaml'), entries.join(''));
  await write('--baseline', 'baseline.yaml', '--force');
  expect(baselineText()).toContain('\n# Written from a run with --seed 7, which repeats its requests.\n');
  expect(baselineText()).toContain('generated.status/every-exchange');
  expect(baselineText()).not.toContain('a.one/json');
});

test('write does not add to an earlier entry that a token is given', async () => {
  saveReport([
    check('a.one/json', 'failed', { message: 'It is let in.', received: '200 with an access object' }),
  ]);
  writeFileSync(join(cwd, 'baseline.yaml'), '- check: a.one/json\n  reason: ID-7\n');
  await write('--baseline', 'baseline.yaml', '--force');
  expect(baselineText()).toContain('reason: ID-7');
  expect(baselineText()).not.toContain('received');
});

test('write keeps what is there, unless told', async () => {
  saveReport([check('b.two/json', 'failed')]);
  writeFileSync(join(cwd, 'baseline.yaml'), 'mine');
  const { code, stderr } = await write();
  expect(stderr).toBe(
    'error: baseline.yaml already exists; use --force to overwrite it, or name another file with --output.\n',
  );
  expect(code).toBe(2);
  expect(baselineText()).toBe('mine');
  expect((await write('reports', '--force')).code).toBe(0);
  expect(baselineText()).toContain('b.two/json');
});

test('write keeps the reasons and dates of an earlier baseline, and drops what passes', async () => {
  saveReport([check('a.one/json'), check('b.two/json', 'failed'), check('c.three/json', 'failed')]);
  const entry = (id: string, more = ''): string => `- check: ${id}\n  reason: for ${id}\n${more}`;
  writeFileSync(
    join(cwd, 'old.yaml'),
    entry('a.one/json') + entry('b.two/json', '  until: 2027-12-31\n') + entry('d.four/json'),
  );
  const { stdout } = await write('--baseline', 'old.yaml');
  expect(stdout).toContain('3 entries, 1 of them without a reason');
  expect(stdout).toContain('Left out, since 1 check passed: a.one/json.');
  const text = baselineText();
  expect(text).toContain('reason: for b.two/json\n  until: 2027-12-31\n  received: shape\n');
  expect(text).toContain('reason: for d.four/json');
  expect(text).toContain("check: c.three/json\n  reason: ''");
});

test('write says so where there is no report, or no place for the file', async () => {
  expect(await write()).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(`${join('reports', 'report.json')} does not exist; name a report.json`),
  });
  saveReport([]);
  expect(await write('--output', 'no/where.yaml')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('no/where.yaml could not be written (ENOENT)'),
  });
});
