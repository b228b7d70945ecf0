import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProject } from '../../src/contract/project-root';
import { faults } from '../../src/reference/faults';
import { variations } from '../../src/reference/variations';
import { callExecutable, runExecutable } from './executable';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mutants-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

test('every fault is caught by the requirement that it breaks, and no variation raises an alarm', async () => {
  const { status, stdout } = await runExecutable(['mutants', '--report-dir', folder]);
  expect(stdout).toBe(
    `${faults.length} of ${faults.length} faults caught by the requirement that they break (100%)\n` +
      `0 false alarms over ${variations.length} variations\n`,
  );
  expect(status).toBe(0);
  const { kills } = JSON.parse(readFileSync(join(folder, 'kill-matrix.json'), 'utf8')) as {
    kills: unknown[];
  };
  expect(kills).toHaveLength(faults.length);
}, 600_000);

test('docs/kill-matrix.md has every fault and every variation; npm run mutants writes it anew', () => {
  const page = readFileSync(inProject('docs', 'kill-matrix.md'), 'utf8');
  const names = [...faults, ...variations].map(({ name }) => name);
  expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});

test('faults and variations have names of their own', () => {
  const names = [...faults, ...variations].map(({ name }) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test('a fault that is not there is refused with the nearest one', () => {
  const { status, stderr } = callExecutable([
    'mutants',
    '--fault',
    'tenants-both-acepted',
    '--report-dir',
    folder,
  ]);
  expect(stderr).toContain('did you mean tenants-both-accepted?');
  expect(status).toBe(2);
});

test('list --faults names what serve --fault can do', () => {
  const { stdout } = callExecutable(['list', '--faults']);
  expect(stdout).toContain('tenants-both-accepted');
  expect(stdout).toContain(`${faults.length} faults of`);
});
