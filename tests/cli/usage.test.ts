import { describeChecks } from '../../src/run';
import { call } from './captured-io';

jest.mock('../../src/run', () => ({ run: jest.fn(), describeChecks: jest.fn() }));

test('--version prints the version', async () => {
  expect(await call(['--version'])).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
  });
});

test('--help shows the commands that there are, with examples', async () => {
  const { code, stdout } = await call(['--help']);
  expect(code).toBe(0);
  const commands = /Commands:\n(.*?)\n\n/s.exec(stdout)?.[1] ?? '';
  expect([...commands.matchAll(/^ {2}(\w+)/gm)].map(([, name]) => name)).toEqual([
    'run',
    'list',
    'explain',
    'init',
    'doctor',
    'check',
    'baseline',
    'merge',
    'diff',
    'serve',
    'mutants',
    'completion',
    'help',
  ]);
  expect(stdout).toContain('Examples:');
});

test('help prints the help of all, and of one command with ranges and defaults', async () => {
  expect((await call(['help'])).stdout).toContain('Commands:');
  for (const argv of [
    ['help', 'run'],
    ['run', '--help'],
  ]) {
    const { code, stdout } = await call(argv);
    expect(code).toBe(0);
    expect(stdout).toMatch(/--timeout <ms>.*default:\s+10000/s);
    expect(stdout).toContain('--report-dir <dir>');
  }
});

const mistakes: readonly (readonly [argv: string[], message: string])[] = [
  [['rnu'], 'Did you mean run?'],
  [['constructor'], "unknown command 'constructor'"],
  [['help', 'rnu'], 'There is no command rnu; did you mean run?'],
  [['serve', '--fault', 'tenants-both-acepted'], 'did you mean tenants-both-accepted?'],
  [['run', '--base-ulr', 'http://h.example'], 'Did you mean --base-url?'],
  [['run', '--profile'], 'argument missing'],
  [
    ['run', 'extra'],
    'run: extra is one argument too many; node bin/identity-conformance.js run --help shows what it accepts.',
  ],
  [['run', 'full.yaml'], 'run: full.yaml is one argument too many; did you mean --config full.yaml?'],
  [['doctor', 'https://h.example'], 'did you mean --base-url https://h.example?'],
  [
    ['baseline', 'write', 'reports', 'b.yaml'],
    'baseline write: b.yaml is one argument too many; did you mean --output',
  ],
  [['run', '--profile', 'core,xlm'], '--profile xlm is not a profile (did you mean xml?)'],
  [['explain'], "missing required argument 'id'"],
  [['serve', '--port', '70000'], 'Give a whole number between 0 and 65535.'],
  [['serve', '--prefix', 'a?b'], '--prefix is not a plain path; write it like /identity.'],
  [[], 'Usage: identity-conformance'],
];

test.each(mistakes)('%j is wrong usage', async (argv, message) => {
  const { code, stdout, stderr } = await call(argv);
  expect(stderr).toContain(message);
  expect(stdout).toBe('');
  expect(code).toBe(2);
});

test('what is thrown and is no Error is told as well', async () => {
  jest.mocked(describeChecks).mockRejectedValue('odd');
  expect(await call(['list'])).toMatchObject({ code: 5, stderr: expect.stringContaining('(odd)') });
});
