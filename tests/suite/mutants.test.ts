import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inProject } from '../../src/contract/package-files';
import { conditions } from '../../src/server/faults/conditions';
import { conditionsOf, table } from '../../src/server/faults/effect';
import { effects, faultOf, faults } from '../../src/server/faults';
import { variations } from '../../src/server/variations';
import { runCommand } from './command';
import { useFolder } from './workplace';

interface Summary {
  readonly must: { readonly classes: number; readonly classesCaught: number };
  readonly kills: readonly { readonly name: string; readonly effect: string; readonly fate: string }[];
  readonly falseAlarms: readonly unknown[];
  readonly variations: number;
}

const folder = useFolder();
const summary = () => JSON.parse(readFileSync(join(folder(), 'kill-matrix.json'), 'utf8')) as Summary;

test('a sample with every effect and every condition holds, and no legal difference raises an alarm', async () => {
  const { status, stdout } = await runCommand(['mutants', '--report-dir', folder()]);
  expect(stdout).toContain('0 false alarms over');
  expect(stdout).toMatch(/\d+ faults that an erratum tolerates/);
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

test('a fault is tried by its name', async () => {
  const argv = ['mutants', '--fault', 'tenants-both-accepted~xml', '--report-dir', folder()];
  const { status, stdout } = await runCommand(argv);
  expect(stdout).toContain('1 of 1 faults caught (100%)');
  expect(status).toBe(0);
});

test.each([
  [
    'a fault that is not there, with the nearest one',
    '--fault',
    'tenants-both-acepted',
    'tenants-both-accepted?',
  ],
  ['--shard without --all', '--shard', '1/2', '--shard needs --all'],
])('%s is refused', async (_what, flag, value, words) => {
  const { status, stderr } = await runCommand(['mutants', flag, value, '--report-dir', folder()]);
  expect(stderr).toContain(words);
  expect(status).toBe(2);
});

test('--all goes on where it was interrupted, with what every shard in the directory tried', async () => {
  const of = 999;
  const shard = (index: number) =>
    runCommand(['mutants', '--all', '--shard', `${index}/${of}`, '--report-dir', folder()]);
  await shard(1);
  const journal = join(folder(), `mutants-1-of-${of}.jsonl`);
  const triedIn = (lines: readonly string[]) =>
    lines
      .filter((line) => line.endsWith('}'))
      .map((line) => (JSON.parse(line) as { trial: { name: string } }).trial.name);
  const first = readFileSync(journal, 'utf8').trim().split('\n');
  // The last line is cut off, as in the middle of being written.
  writeFileSync(journal, `${[...first.slice(0, -1), first.at(-1)?.slice(0, 40)].join('\n')}\n`);
  await shard(1);
  expect(triedIn(readFileSync(journal, 'utf8').split('\n'))).toEqual(triedIn(first));
  await shard(2);
  expect(readdirSync(folder())).toContain(`mutants-2-of-${of}.jsonl`);
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
