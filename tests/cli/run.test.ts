import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeChecks, run } from '../../src/run';
import { writeReports } from '../../src/report/write';
import { call } from './captured-io';
import { conformant, describedChecks, nonConformant } from './suite-double';

jest.mock('../../src/run', () => ({ run: jest.fn(), describeChecks: jest.fn() }));
jest.mock('../../src/report/write', () => ({
  ...jest.requireActual<object>('../../src/report/write'),
  writeReports: jest.fn(),
}));

const running = jest.mocked(run);
const writing = jest.mocked(writeReports);
const secret = 'Canary-4711';
let cwd: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'run-command-'));
  running.mockReset().mockResolvedValue(conformant);
  writing.mockReset().mockImplementation(async (_, dir) => [join(dir, 'report.json')]);
  jest.mocked(describeChecks).mockResolvedValue(describedChecks);
});

afterEach(() => rmSync(cwd, { recursive: true }));

test('flags and file become the configuration and the options of the run', async () => {
  writeFileSync(join(cwd, 'c.yaml'), `accounts: { user: { username: alice, password: "\${ALICE}" } }`);
  const argv = ['run', '--config', 'c.yaml', '--base-url', 'http://h.example/id/', '--profile', 'xml'];
  const more = ['--profile', 'core', '--timeout', '500', '--max-rps', '7', '--header', 'X-A: b'];
  const selection = ['--requirement', 'tenant.exclusive', '--check', 'tenant.*/json-*', '--strict'];
  const { code } = await call([...argv, ...more, ...selection], { cwd, env: { ALICE: secret } });
  expect(code).toBe(0);
  const [configuration, options] = running.mock.calls[0] ?? [];
  expect(configuration).toMatchObject({
    baseUrl: 'http://h.example/id',
    profiles: ['core', 'xml'],
    limits: { timeoutMs: 500, maxRps: 7, wrongPasswordAttempts: 3, maxBodyBytes: 8388608, retryForMs: 10000 },
    headers: { 'X-A': 'b' },
  });
  expect(configuration?.accounts.user?.password?.reveal()).toBe(secret);
  expect(options).toMatchObject({
    requirements: ['tenant.exclusive'],
    checks: ['tenant.*/json-*'],
    strict: true,
    allowIncomplete: false,
  });
});

test('the exit code is that of the report, and the reports are named', async () => {
  running.mockResolvedValue(nonConformant);
  const { code, stdout, stderr } = await call(['run'], { cwd });
  expect(code).toBe(1);
  expect(stdout).toContain('Not conformant (exit code 1)');
  expect(stdout).toContain(`Reports: ${join('reports', 'report.json')}`);
  expect(writing).toHaveBeenCalledWith(nonConformant, join(cwd, 'reports'));
  expect(stderr).toBe('');
});

test('--quiet prints the verdict in one line', async () => {
  const { stdout } = await call(['run', '--quiet'], { cwd, isTTY: true });
  expect(stdout).toBe('Conformant (exit code 0): Every check passed.\n');
});

test('progress and colour are for terminals, and colour can be declined', async () => {
  running.mockImplementation(async (_, options) => {
    options?.onProgress?.({ done: 1, total: 2, failed: 0, warned: 0, expected: 0, section: 'Faults' });
    return conformant;
  });
  const escape = '\u001b[';
  const plain = await call(['run'], { cwd });
  expect(plain.stdout).not.toContain(escape);
  expect(plain.stdout).not.toContain('1 of 2');
  const terminal = await call(['run'], { cwd, isTTY: true });
  expect(terminal.stdout).toContain('1 of 2 checks');
  expect(terminal.stdout).toContain(`${escape}1m`);
  const declined = [
    await call(['run', '--no-color'], { cwd, isTTY: true }),
    await call(['run'], { cwd, isTTY: true, env: { NO_COLOR: '1' } }),
  ];
  for (const { stdout } of declined) expect(stdout).not.toContain(`${escape}1m`);
});

test('reports that cannot be written leave the result on the screen and fail the run', async () => {
  writing.mockRejectedValue(new Error('The report could not be written: the disk is full; free some space.'));
  const { code, stdout, stderr } = await call(['run'], { cwd });
  expect(code).toBe(5);
  expect(stdout).toContain('Conformant');
  expect(stdout).not.toContain('Reports:');
  expect(stderr).toBe('error: The report could not be written: the disk is full; free some space.\n');
});

test('a defect of the suite is one sentence, and its stack is for --debug', async () => {
  running.mockRejectedValue(new Error('the thread broke'));
  const { code, stderr } = await call(['run'], { cwd });
  expect(code).toBe(5);
  expect(stderr).toBe(
    'This is a defect of the suite (the thread broke); run again with --debug and report the output.\n',
  );
  const debugged = await call(['run', '--debug'], { cwd });
  expect(debugged.stderr).toMatch(/Error: the thread broke\n\s+at /);
});

test('a configuration that is refused sends nothing and shows no secret', async () => {
  writeFileSync(join(cwd, 'c.yaml'), `accounts: { user: { username: alice, pasword: ${secret} } }`);
  const { code, stdout, stderr } = await call(['run', '--config', 'c.yaml'], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain(
    'error: c.yaml:1:38: accounts.user.pasword is not known; did you mean password?\n',
  );
  expect(stdout + stderr).not.toContain(secret);
  expect(running).not.toHaveBeenCalled();
});

const refused: readonly (readonly [argv: string[], message: string])[] = [
  [['--requirement', 'tenant.exclusiv'], 'did you mean tenant.exclusive?'],
  [
    ['--requirement', 'nothing-like-it'],
    'there is no such requirement; node bin/identity-conformance.js list shows all.',
  ],
  [
    ['--check', 'tenant.exclusive/json-password-both-in-aut'],
    'no check matches; did you mean tenant.exclusive/json-password-both-in-auth?',
  ],
  [['--check', 'tenant.exclusive'], "use --requirement tenant.exclusive or --check 'tenant.exclusive/*'"],
  [['--check', 'tenant?exclusive/*'], '--check tenant?exclusive/*: no check matches'],
  [['--timeout', '1.5'], 'Give a whole number between 100 and 300000.'],
  [['--max-rps', '0'], 'Give a whole number between 1 and 1000.'],
  [['--report-dir', ''], '--report-dir is empty; name a directory.'],
  [['--report-dir', 'taken'], '--report-dir taken is a file; name a directory.'],
  [['--report-dir', 'taken/below'], '--report-dir taken/below is below the file'],
];

test.each(refused)('run %j is refused before anything is sent', async (argv, message) => {
  writeFileSync(join(cwd, 'taken'), '');
  const { code, stdout, stderr } = await call(['run', ...argv], { cwd });
  expect(stderr).toContain(message);
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(running).not.toHaveBeenCalled();
  expect(readdirSync(cwd)).toEqual(['taken']);
});
