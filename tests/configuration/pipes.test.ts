import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProject } from '../../src/contract/package-files';
import { embeddedConfiguration, startEmbeddedServer, type EmbeddedServer } from '../../src/server';
import type { Matrix } from '../../src/report/matrix/matrix';
import type { Outcome } from '../suite/executable';

let cwd: string;
let server: EmbeddedServer;

beforeAll(async () => {
  server = await startEmbeddedServer();
  cwd = mkdtempSync(join(tmpdir(), 'pipes-'));
  write('one.json', { ...embeddedConfiguration(), baseUrl: server.url });
  write('several.json', {
    ...embeddedConfiguration(),
    targets: { east: { baseUrl: server.url }, west: { baseUrl: server.url } },
  });
});

afterAll(async () => {
  rmSync(cwd, { recursive: true });
  await server.close();
});

function write(name: string, configuration: object): void {
  writeFileSync(join(cwd, name), JSON.stringify(configuration));
}

/** Runs a script of bash, in which `suite` is the executable. */
async function bash(script: string): Promise<Outcome> {
  const executable = inProject('bin', 'identity-conformance.js');
  const suite = `suite() { "${process.execPath}" "${executable}" "$@"; }`;
  const child = spawn('bash', ['-c', `${suite}\n${script}`], { cwd, stdio: ['pipe', 'pipe', 'pipe'] });
  const text = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => (text.stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (text.stderr += String(chunk)));
  child.stdin.end(readFileSync(join(cwd, 'one.json')));
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { status, ...text };
}

const one = 'run --check tenant.exclusive/json-password-both-in-auth';

test.each([
  ['run', 'a substituted process', `suite ${one} --config <(cat one.json)`],
  [
    'run',
    'a pipe by the name of standard input',
    `cat one.json | suite ${one} --dry-run --config /dev/stdin`,
  ],
  ['run', 'a pipe by a hyphen', `cat one.json | suite ${one} --dry-run --config -`],
  ['run', 'a redirected file', `suite ${one} --dry-run --config - < one.json`],
  ['run', 'a socket', `suite ${one} --dry-run --config /dev/stdin`],
  ['run', 'a variable', `cat one.json | IDENTITY_CONFIG=- suite ${one} --dry-run`],
  [
    'doctor',
    'a named pipe',
    'mkfifo named; cat one.json > named & suite doctor --profile core --config named',
  ],
])('%s reads its configuration from %s', async (_command, _what, script) => {
  expect(await bash(script)).toMatchObject({
    ...{ status: 0, stderr: '' },
    stdout: expect.stringContaining(server.url),
  });
});

test('every target gets a configuration that came through a pipe', async () => {
  const { status, stderr } = await bash(`suite ${one} --config <(cat several.json) --report-dir several`);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const { targets } = JSON.parse(readFileSync(join(cwd, 'several', 'matrix.json'), 'utf8')) as Matrix;
  expect(targets.map(({ name, verdict }) => [name, verdict])).toEqual([
    ['east', 'conformant'],
    ['west', 'conformant'],
  ]);
});

test('several targets cannot share another pipe, which is said before anything is sent', async () => {
  expect(await bash(`suite ${one} --config several.json --baseline <(echo '[]')`)).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(
      /^error: --baseline \S+ is a pipe, which only one of several targets could read; save it as a file\.\n$/,
    ),
  });
});

test('npx jest reads it once, for the specs and the reports', async () => {
  expect(spawnSync('mkfifo', [join(cwd, 'for-jest')]).status).toBe(0);
  const jest = inProject('node_modules', 'jest', 'bin', 'jest.js');
  const variable = `IDENTITY_CONFIG="${join(cwd, 'for-jest')}"`;
  const specs = `${variable} "${process.execPath}" "${jest}" specs/tenant.spec.ts`;
  expect(await bash(`cat one.json > for-jest & cd "${inProject()}" && ${specs}`)).toMatchObject({
    status: 0,
    stderr: expect.stringMatching(/Tests: +\d+ passed/),
  });
});

test('what gives nothing is named', async () => {
  const name = 'the configuration file /dev/fd/\\d+';
  const sentence = `error: --config: ${name} is empty; check whether the command that writes it failed\\.`;
  expect(await bash(`suite ${one} --config <(false)`)).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(new RegExp(`^${sentence}\n$`)),
  });
});

test('a mistake in it has its place', async () => {
  expect(await bash(`suite ${one} --config - <<< 'profils: []'`)).toMatchObject({
    status: 2,
    stderr: 'error: standard input:1:1: profils is not known; did you mean profiles?\n',
  });
});
