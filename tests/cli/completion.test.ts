import { spawnSync } from 'node:child_process';
import { inProject } from '../../src/contract/package-files';
import { callExecutable } from '../suite/executable';
import { call } from './captured-io';

/** What a shell is offered for a line; the last word is the one that is being typed. */
function offered(...words: string[]): string[] {
  const { status, stdout } = callExecutable(['complete', '--', ...words]);
  expect(status).toBe(0);
  return stdout.split('\n').map((line) => line.split('\t')[0] ?? '');
}

test.each<[words: string[], among: string[]]>([
  [['ex'], ['explain']],
  [
    ['run', '--profile', 'mfa'],
    ['mfa', 'mfa-setup'],
  ],
  [['run', '--check', 'tenant.exclusive/json-p'], ['tenant.exclusive/json-password-both-in-auth']],
  [
    ['explain', 'tenant.ex'],
    ['tenant.exclusive', 'tenant.exclusive/json-password-both-in-auth'],
  ],
  [['baseline', 'write', '--out'], ['--output']],
  [['serve', '--fault', 'tenants-both'], ['tenants-both-accepted']],
])('%j is completed', (words, among) => {
  const lines = offered(...words);
  expect(lines).toEqual(expect.arrayContaining(among));
  const typed = words.at(-1) ?? '';
  expect(lines.filter((line) => line !== '' && !line.startsWith(':'))).toEqual(
    lines.filter((line) => line !== '' && line.startsWith(typed) && !line.startsWith(':')),
  );
});

test('where a file is meant, the shell is left to offer files', () => {
  expect(offered('run', '--config', '')).toEqual([':0', '']);
  expect(offered('diff', '')).toEqual([':0', '']);
});

test('bash completes by the script, which may be loaded twice', () => {
  const script = `
    identity-conformance() { '${process.execPath}' '${inProject('bin', 'identity-conformance.js')}' "$@"; }
    source <(identity-conformance completion bash)
    source <(identity-conformance completion bash)
    complete -p identity-conformance
    COMP_WORDS=(identity-conformance serve --fault path-unk) COMP_CWORD=3
    _identity_conformance
    echo "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['--norc', '-euc', script], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(stdout).toBe('complete -o default -F _identity_conformance identity-conformance\npath-unknown\n');
});

test.each([
  ['zsh', '#compdef identity-conformance'],
  ['fish', '# fish completion for identity-conformance'],
])('%s gets a script that asks the same', (shell, start) => {
  const { status, stdout } = callExecutable(['completion', shell]);
  expect(status).toBe(0);
  expect(stdout.startsWith(start)).toBe(true);
  expect(stdout).toContain('identity-conformance complete -- ');
});

test('another shell is refused with the nearest', async () => {
  expect(await call(['completion', 'bahs'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('did you mean bash?'),
  });
});
