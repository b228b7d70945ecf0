import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProject } from '../../src/contract/package-files';
import { callExecutable } from '../suite/executable';

let elsewhere: string;

beforeAll(() => {
  elsewhere = mkdtempSync(join(tmpdir(), 'somewhere else '));
});

afterAll(() => rmSync(elsewhere, { recursive: true }));

test('in a checkout a hint names the executable by its file', () => {
  const { stdout } = callExecutable(['explain', 'tenant.exclusive'], { cwd: inProject() });
  expect(stdout).toContain(
    '  node bin/identity-conformance.js serve --fault tenants-both-accepted > fault.yaml &',
  );
});

test('so it does in another folder, where the hint works as well', () => {
  const { stderr } = callExecutable(['explain', 'nothing-like-it'], { cwd: elsewhere });
  const [, hint = ''] = /; (.*) shows all\./.exec(stderr) ?? [];
  expect(hint).toMatch(/^node .*identity-conformance\.js list$/);
  const { status, stdout } = spawnSync('bash', ['-c', hint], { cwd: elsewhere, encoding: 'utf8' });
  expect([status, stdout]).toEqual([0, expect.stringMatching(/\d+ requirements, \d+ checks\n$/)]);
});

test('a command on the path is named as it was called', () => {
  const link = join(elsewhere, 'identity-conformance');
  symlinkSync(inProject('bin', 'identity-conformance.js'), link);
  const { stderr } = spawnSync(process.execPath, [link, 'explain', 'nothing-like-it'], { encoding: 'utf8' });
  expect(stderr).toContain('; identity-conformance list shows all.');
});
