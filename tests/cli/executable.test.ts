import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProject } from '../../src/contract/package-files';

const executable = inProject('bin', 'identity-conformance.js');

function spawn(file: string, ...argv: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [file, ...argv], { encoding: 'utf8', maxBuffer: 16 * 1024 * 1024 });
}

test('the executable runs the compiled suite', () => {
  const { status, stdout, stderr } = spawn(executable, '--version');
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect(status).toBe(0);
});

test('the executable hands on the exit code of wrong usage', () => {
  expect(spawn(executable, 'rnu')).toMatchObject({ status: 2, stdout: '' });
});

test('a pipe gets the whole of a long output', () => {
  const { status, stdout } = spawn(executable, 'list', '--json');
  expect(status).toBe(0);
  expect(() => JSON.parse(stdout) as unknown).not.toThrow();
});

test('without its compiled suite the executable says how to build it', () => {
  const directory = mkdtempSync(join(tmpdir(), 'not-built-'));
  cpSync(executable, join(directory, 'bin', 'identity-conformance.js'));
  const { status, stderr } = spawn(join(directory, 'bin', 'identity-conformance.js'), 'run');
  rmSync(directory, { recursive: true });
  expect(status).toBe(5);
  expect(stderr).toBe('The suite is not built; run `npm run build` in its directory first.\n');
});
