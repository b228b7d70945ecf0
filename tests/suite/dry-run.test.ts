import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { embeddedConfiguration } from '../../src/server';
import { runCommand } from './command';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'conformance dry run '));
});

afterEach(() => rmSync(folder, { recursive: true }));

function configure(configuration: object): string {
  const file = join(folder, 'identity.json');
  writeFileSync(file, JSON.stringify(configuration));
  return file;
}

function numbered(stdout: string): number {
  return [...stdout.matchAll(/^\d+\. [A-Z]+ \//gm)].length;
}

test('--dry-run shows each request once, says how many, and sends nothing', async () => {
  let connections = 0;
  const server = createServer().on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const file = configure({ baseUrl, ...embeddedConfiguration() });
  const { status, stdout } = await runCommand(
    ['run', '--dry-run', '--config', file, '--header', 'Authorization: Bearer Canary-4711'],
    { cwd: folder },
  );
  server.close();
  expect(status).toBe(0);
  expect(connections).toBe(0);
  expect(stdout).toContain(baseUrl);
  expect(stdout).toMatch(/^ {2}Authorization: .*\[masked /m);
  const checks = /requests +(\d+), a few more or fewer/.exec(stdout)?.[1];
  // The limit of failed login attempts leaves out none with these accounts.
  expect(numbered(stdout)).toBe(Number(checks));
  expect(stdout).toContain('"password": "${accounts.user.password}"');
  for (const secret of ['Canary-4711', ...secrets()]) expect(stdout).not.toContain(secret);
});

test('--dry-run counts the failed login attempts that a run of the same seed makes', async () => {
  // Without XML, so that the counts are not those of the limit.
  const same = ['--seed', '4711', '--profile', 'core,api-key,rcn,mfa,mfa-setup'];
  const dry = await runCommand(['run', '--dry-run', ...same]);
  const run = await runCommand(['run', ...same, '--report-dir', join(folder, 'reports')]);
  const foretold = [...dry.stdout.matchAll(/failed logins +(\d+) for (\w+)/g)].map(
    ([, count, name]) => `${name} ${count}`,
  );
  expect(foretold.length).toBeGreaterThan(1);
  expect(run.stdout).toContain(`Failed login attempts: ${foretold.join(', ')}`);
});

function secrets(): string[] {
  const members = Object.values(embeddedConfiguration().accounts).flatMap(Object.entries);
  return members
    .filter(([name]) => name === 'password' || name === 'apiKey')
    .map(([, value]) => String(value));
}

test('--dry-run shows what is selected, with the request that comes first in every run', async () => {
  const check = 'tenant.exclusive/json-password-both-in-auth';
  const { status, stdout } = await runCommand(['run', '--dry-run', '--check', check]);
  expect(status).toBe(0);
  expect(stdout).toContain('Nothing is sent.');
  // That one, the request with the defect, and its accepted twin.
  expect(numbered(stdout)).toBe(3);
  expect(stdout).toContain('"tenantName": "${accounts.user.tenantName}"');
});

test('--dry-run counts what cannot be verified, and leaves its requests out', async () => {
  const { accounts } = embeddedConfiguration();
  const file = configure({ baseUrl: 'http://h.invalid', accounts: { user: accounts.user } });
  const { status, stdout } = await runCommand(['run', '--dry-run', '--config', file, '--profile', 'mfa']);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^ {2}not verified +\d+, because values are missing/m);
  expect(stdout).not.toContain('${accounts.mfaUser');
});

test('--dry-run refuses a wrong configuration', async () => {
  const file = configure({ baseUrl: 'not a URL' });
  expect(await runCommand(['run', '--dry-run', '--config', file])).toMatchObject({ status: 2, stdout: '' });
});

type Accounts = Record<string, Record<string, string>>;

/** The embedded server's accounts without one of them, or without one kind of member. */
const incomplete = (): [string, Accounts][] => {
  const whole = embeddedConfiguration().accounts as unknown as Accounts;
  const without = (names: readonly string[]) => (values: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
  const members = (of: string[], names: readonly string[]) =>
    Object.fromEntries(
      Object.entries(whole).map(([name, own]) => [
        name,
        (of.includes(name) ? without(names)(own) : own) as Record<string, string>,
      ]),
    );
  const others = Object.keys(whole).filter((name) => name !== 'user');
  const every = Object.keys(whole);
  return [
    ...others.map((name): [string, Accounts] => [`without ${name}`, without([name])(whole) as Accounts]),
    ['with the user alone', without(others)(whole) as Accounts],
    ...['apiKey', 'tenantId', 'tenantName'].flatMap((member): [string, Accounts][] => [
      [`without ${member} of the user`, members(['user'], [member])],
      [`without any ${member}`, members(every, [member])],
    ]),
    ['without API keys and tenants', members(every, ['apiKey', 'tenantId', 'tenantName'])],
    ['without any password but the user’s', members(others, ['password'])],
  ];
};

test.each(incomplete())('--dry-run shows what is left %s', async (_what, accounts) => {
  const file = configure({ baseUrl: 'http://127.0.0.1:9', accounts });
  const { status, stdout, stderr } = await runCommand(['run', '--dry-run', '--config', file], {
    cwd: folder,
  });
  expect([status, stderr]).toEqual([0, '']);
  expect(numbered(stdout)).toBeGreaterThan(50);
});
