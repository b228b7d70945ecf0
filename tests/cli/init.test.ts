import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { Io } from '../../src/cli/io';
import { inProject } from '../../src/contract/package-files';
import { loadConfiguration } from '../../src/configuration/load';
import { call, type Outcome } from './captured-io';

let cwd: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'conformance init '));
});

afterEach(() => rmSync(cwd, { recursive: true }));

function init(argv: readonly string[] = [], world: Partial<Io> = {}): Promise<Outcome> {
  return call(['init', ...argv], { cwd, ...world });
}

function written(name = 'identity.yaml'): string {
  return readFileSync(join(cwd, name), 'utf8');
}

/** A terminal at which somebody types these lines. */
function terminal(...lines: string[]): Partial<Io> {
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  stdin.end(lines.map((line) => `${line}\n`).join(''));
  return { stdin, isTTY: true };
}

/** The variables that init asks for, each with a value of its own. */
function environmentOf({ stdout }: Outcome): Record<string, string> {
  const names = [...stdout.matchAll(/^ {2}export (\w+)=/gm)].map(([, name = '']) => name);
  const special: Record<string, string> = {
    IDENTITY_BASE_URL: 'https://h.example/id',
    MFA_USER_TOTP_SECRET: 'JBSWY3DPEHPK3PXP',
  };
  return Object.fromEntries(names.map((name) => [name, special[name] ?? `value of ${name}`]));
}

test('init writes a configuration that loads once the variables it names are set', async () => {
  const outcome = await init();
  expect(outcome).toMatchObject({ code: 0, stderr: '' });
  const environment = environmentOf(outcome);
  const configuration = loadConfiguration({ file: 'identity.yaml', directory: cwd, environment, flags: {} });
  expect(configuration).toMatchObject({
    baseUrl: 'https://h.example/id',
    profiles: ['core', 'api-key', 'xml', 'rcn', 'mfa', 'mfa-setup'],
    foreignTenantId: 'value of FOREIGN_TENANT_ID',
    limits: { maxRps: 20 },
  });
  expect(Object.keys(configuration.accounts)).toHaveLength(6);
  expect(configuration.accounts.user?.apiKey?.reveal()).toBe('value of USER_API_KEY');
  expect(outcome.stdout).toContain('node bin/identity-conformance.js doctor --config identity.yaml');
});

test('doctor says of a new configuration what is still missing', async () => {
  await init();
  const { code, stderr } = await call(['doctor', '--config', 'identity.yaml'], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain('accounts.user.password uses the environment variable USER_PASSWORD');
});

test('the comments are the descriptions of the published schema', async () => {
  await init();
  const schema = JSON.parse(readFileSync(inProject('schemas', 'config.schema.json'), 'utf8')) as {
    properties: Record<string, { description: string }>;
  };
  const comments = written()
    .replace(/^ *# ?/gm, '')
    .replace(/\s+/g, ' ');
  for (const [name, { description }] of Object.entries(schema.properties).filter(
    ([key]) => key !== '$schema',
  )) {
    expect(comments).toContain(description);
    expect(written()).toMatch(new RegExp(`^(# )?${name}:`, 'm'));
  }
});

test('profiles and base URL are those that were named, and only the accounts they need are asked for', async () => {
  const outcome = await init(['--profile', 'core', '--base-url', 'https://h.example/', '--output', 'a.yml']);
  const names = Object.keys(environmentOf(outcome));
  expect(names).toContain('USER_PASSWORD');
  expect(names).not.toContain('IDENTITY_BASE_URL');
  expect(names).not.toContain('USER_API_KEY');
  expect(names).not.toContain('RCN_USER_PASSWORD');
  const sources = { directory: cwd, environment: environmentOf(outcome), flags: {} };
  expect(loadConfiguration({ file: 'a.yml', ...sources })).toMatchObject({
    baseUrl: 'https://h.example',
    profiles: ['core'],
  });
});

test.each(['core', 'api-key', 'xml', 'rcn', 'mfa', 'mfa-setup'])(
  'a configuration for the profile %s alone loads as well',
  async (profile) => {
    const outcome = await init(['--profile', profile]);
    const sources = { directory: cwd, environment: environmentOf(outcome), flags: {} };
    expect(loadConfiguration({ file: 'identity.yaml', ...sources }).profiles).toEqual([profile]);
  },
);

test('init says which accounts may be deleted, and without them the file loads as well', async () => {
  const outcome = await init();
  expect(outcome.stdout).toContain(
    'If your service lacks one of the accounts, or foreignTenantId, delete it from the file',
  );
  expect(written()).toContain('All but user may be deleted');
  const kept = written().replace(
    /^ {2}# [^#]*?^ {2}(secondUser|disabledUser|rcnUser|mfaUser|mfaSetupUser):\n( {4}.*\n)+/gm,
    '',
  );
  writeFileSync(join(cwd, 'short.yaml'), kept.replace(/^foreignTenantId.*$/m, ''));
  const environment = environmentOf(outcome);
  const short = loadConfiguration({ file: 'short.yaml', directory: cwd, environment, flags: {} });
  expect(Object.keys(short.accounts)).toEqual(['user']);
});

test('profiles may be named one by one, or several with commas', async () => {
  await init(['--profile', 'core,xml', '--profile', 'mfa']);
  expect(written()).toContain('profiles: [core, xml, mfa]\n');
});

test('a file that is there is kept, unless --force says otherwise', async () => {
  writeFileSync(join(cwd, 'identity.yaml'), 'mine');
  expect(await init()).toMatchObject({ code: 2, stderr: expect.stringContaining('use --force') });
  expect(written()).toBe('mine');
  expect(await init(['--force'])).toMatchObject({ code: 0 });
  expect(written()).toContain('accounts:');
});

test('a terminal is asked for what was not named, and a wrong answer once more', async () => {
  const outcome = await init([], terminal('h.example', 'http://h.example', 'core, xlm', 'core xml'));
  expect(outcome.code).toBe(0);
  expect(outcome.stdout).toContain('The URL must be an absolute URL');
  expect(outcome.stdout).toContain('xlm is not a profile (did you mean xml?)');
  expect(outcome.stdout).toContain('  mfa        logins with a second factor\n');
  expect(outcome.stdout).not.toContain('--profile');
  expect(written()).toContain('baseUrl: "http://h.example"\n');
  expect(written()).toContain('profiles: [core, xml]\n');
});

test('empty answers, and the end of the input, take what holds without them', async () => {
  for (const lines of [['', ''], []]) {
    expect(await init(['--force'], terminal(...lines))).toMatchObject({ code: 0 });
    expect(written()).toContain('baseUrl: "${IDENTITY_BASE_URL}"');
    expect(written()).toContain('profiles: [core, api-key, xml, rcn, mfa, mfa-setup]');
  }
});

test.each<[string, string[], Partial<Io>]>([
  ['in a build', [], { env: { CI: 'true' } }],
  ['with --yes', ['--yes'], {}],
  ['when its output goes elsewhere', [], { isTTY: false }],
])('nothing is asked %s', async (_when, argv, world) => {
  const { code, stdout } = await init(argv, { ...terminal('http://h.example', 'core'), ...world });
  expect(code).toBe(0);
  expect(stdout).not.toContain('?');
  expect(written()).toContain('${IDENTITY_BASE_URL}');
});

test.each([
  [['--output', 'no/such/folder/i.yaml'], 'no/such/folder/i.yaml cannot be written (ENOENT)'],
  [['--output', ''], '--output is empty'],
  [['--profile', 'xlm'], 'did you mean xml?'],
  [['--base-url', 'h.example'], '--base-url must be an absolute URL'],
])('%j is refused, and nothing is written', async (argv, message) => {
  expect(await init(argv)).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
  expect(existsSync(join(cwd, 'identity.yaml'))).toBe(false);
});
