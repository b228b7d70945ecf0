import { appendFileSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProject } from '../../src/contract/package-files';
import { conditions } from '../../src/server/faults/conditions';
import { conditionsOf, table } from '../../src/server/faults/effect';
import { effects, faultOf, faults } from '../../src/server/faults';
import { variations } from '../../src/server/variations';
import { runCommand } from './command';

interface Summary {
  readonly must: { readonly classes: number; readonly classesCaught: number };
  readonly kills: readonly { readonly name: string; readonly effect: string; readonly fate: string }[];
  readonly falseAlarms: readonly unknown[];
  readonly variations: number;
}

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mutants-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

const summary = () => JSON.parse(readFileSync(join(folder, 'kill-matrix.json'), 'utf8')) as Summary;

test('a sample with every effect and every condition holds, and no legal difference raises an alarm', async () => {
  const { status, stdout } = await runCommand(['mutants', '--report-dir', folder]);
  expect(stdout).toContain('0 false alarms over');
  expect(status).toBe(0);
  const { must, kills, falseAlarms } = summary();
  expect(must.classesCaught / must.classes).toBeGreaterThanOrEqual(0.95);
  expect(falseAlarms).toEqual([]);
  expect(new Set(kills.map(({ effect }) => effect)).size).toBe(
    new Set(faults.map(({ effect }) => effect)).size,
  );
}, 1_800_000);

test('docs/kill-matrix.md has every effect, the number of all faults, and those that survived', () => {
  const page = readFileSync(inProject('docs', 'kill-matrix.md'), 'utf8');
  expect(effects.filter(({ name }) => !page.includes(`| \`${name}\` |`)).map(({ name }) => name)).toEqual([]);
  expect(page).toContain(`make\n${faults.length} faults`);
  expect(page).toContain(`over ${variations.length} legal differences`);
  const [, count] = /## Survivors \((\d+)\)/.exec(page) ?? [];
  const readme = readFileSync(inProject('README.md'), 'utf8');
  for (const line of page.split('\n').filter((one) => /^- (MUST|SHOULD and MAY): /.test(one))) {
    const [, caught, of] = /(\d+) of (\d+) classes/.exec(line) ?? [];
    expect(readme.replace(/\s+/g, ' ')).toContain(`${caught} of ${of} classes`);
  }
  expect(page.split('## Survivors')[1]?.split('\n## ')[0]?.match(/^\| `/gm)?.length ?? 0).toBe(Number(count));
});

test('faults and variations have names of their own', () => {
  const names = [...faults, ...variations].map(({ name }) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test('a row that is added to a table of effects is a fault under each condition, and needs nothing else', () => {
  const [added] = table({ breaks: 'token.id', about: { outcome: 'granted' } }, [
    ['token-id-short', 'the token id is one letter', () => ({})],
  ]);
  const made = added ? conditionsOf(added, conditions).map((condition) => faultOf(added, condition)) : [];
  expect(made.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['token-id-short', 'token-id-short~xml', 'token-id-short~rcn-user']),
  );
  expect(made.find(({ name }) => name === 'token-id-short~xml')?.what).toBe(
    'the token id is one letter, where the request is in XML',
  );
});

test('single faults are tried by their names, and what erred is told', async () => {
  const { status, stdout } = await runCommand([
    ...['mutants', '--fault', 'tenants-both-accepted~xml', '--fault', 'user-name-in-capitals'],
    ...['--report-dir', folder],
  ]);
  expect(stdout).toContain('1 of 1 faults caught (100%)');
  expect(stdout).toContain('1 faults that an erratum tolerates');
  expect(status).toBe(0);
});

test('a fault that is not there is refused with the nearest one', async () => {
  const argv = ['mutants', '--fault', 'tenants-both-acepted', '--report-dir', folder];
  const { status, stderr } = await runCommand(argv);
  expect(stderr).toContain('did you mean tenants-both-accepted?');
  expect(status).toBe(2);
});

test('--shard is refused without --all', async () => {
  const { status, stderr } = await runCommand(['mutants', '--shard', '1/2', '--report-dir', folder]);
  expect(stderr).toContain('--shard needs --all');
  expect(status).toBe(2);
});

test('--all goes on where it was interrupted, with what every shard in the directory tried', async () => {
  const of = 999;
  const shard = (index: number) =>
    runCommand(['mutants', '--all', '--shard', `${index}/${of}`, '--report-dir', folder]);
  await shard(1);
  const journal = join(folder, `mutants-1-of-${of}.jsonl`);
  const first = readFileSync(journal, 'utf8').split('\n');
  const tried = (text: string | undefined) =>
    (JSON.parse(text ?? '') as { trial: { name: string } }).trial.name;
  // The last line is cut off, as in the middle of being written.
  rmSync(journal);
  appendFileSync(journal, [...first.slice(0, 3), first[3]?.slice(0, 40)].join('\n') + '\n');
  await shard(1);
  const again = readFileSync(journal, 'utf8')
    .split('\n')
    .filter((line) => line.endsWith('}'));
  expect(again.slice(0, 3).map(tried)).toEqual(first.slice(0, 3).map(tried));
  expect(new Set(again.map(tried)).size).toBe(again.length);
  expect(again.length).toBe(first.filter((line) => line !== '').length);
  await shard(2);
  expect(readdirSync(folder)).toContain(`mutants-2-of-${of}.jsonl`);
  const { kills, variations: varied } = summary();
  const names = faults.filter((_, at) => at % of < 2).map(({ name }) => name);
  expect(kills.map(({ name }) => name)).toEqual(names);
  expect(varied).toBeGreaterThan(0);
});

test('list --faults names what serve --fault can do', async () => {
  const { stdout } = await runCommand(['list', '--faults']);
  expect(stdout).toContain('tenants-both-accepted~xml');
  expect(stdout).toContain(`${faults.length} faults of`);
});
