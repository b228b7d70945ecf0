import { join } from 'node:path';
import { embeddedConfiguration } from '../../src/server';
import { runCommand } from './command';
import { configure, fastConfiguration, prose, serving, useFolder } from './workplace';

const folder = useFolder();

function numbered(stdout: string): number {
  return [...stdout.matchAll(/^\d+\. [A-Z]+ \//gm)].length;
}

test('--dry-run shows each request once, says how many, and sends nothing', async () => {
  const asked = await serving(async (baseUrl) => {
    const file = configure(folder(), { baseUrl, ...embeddedConfiguration() });
    const header = 'Authorization: Bearer Canary-4711';
    const { status, stdout } = await runCommand(['run', '--dry-run', '--config', file, '--header', header]);
    expect(status).toBe(0);
    expect(stdout).toContain(baseUrl);
    expect(stdout).toMatch(/^ {2}Authorization: .*\[masked /m);
    // The limit of failed login attempts leaves out none with these accounts.
    expect(numbered(stdout)).toBe(Number(/requests +(\d+), a few more or fewer/.exec(stdout)?.[1]));
    expect(stdout).toContain('"password": "${accounts.user.password}"');
    for (const secret of ['Canary-4711', ...secrets()]) expect(stdout).not.toContain(secret);
  });
  expect(asked).toBe(0);
});

test('--dry-run and doctor foretell the requests and the failed login attempts of a run', async () => {
  // Without XML, so that the counts are not those of the limit.
  const profiles = ['--profile', 'core,api-key,rcn,mfa,mfa-setup'];
  const same = [...profiles, '--seed', '4711'];
  const run = await runCommand(['run', ...same, '--report-dir', join(folder(), 'reports')]);
  const foretold = (stdout: string) =>
    [...stdout.matchAll(/failed logins +(\d+) for (\w+)/g)].map(([, count, name]) => `${name} ${count}`);
  const exact = foretold((await runCommand(['run', '--dry-run', ...same])).stdout);
  expect(exact.length).toBeGreaterThan(1);
  expect(run.stdout).toContain(`Failed login attempts: ${exact.join(', ')}`);

  // Its seed, on which the numbers depend a little, doctor draws for itself.
  const doctor = prose(await runCommand(['doctor', ...profiles]));
  const requests = Number(/requests (\d+), a few more or fewer depending on the seed/.exec(doctor)?.[1]);
  expect(Math.abs(requests - Number(/(\d+) requests in/.exec(run.stdout)?.[1]))).toBeLessThan(20);
  expect(run.stdout).toContain(`All ${/checks (\d+) in scope/.exec(doctor)?.[1]} checks in scope ran`);
  const near = foretold(doctor).map((each) => each.split(' '));
  expect(near.map(([name]) => name)).toEqual(exact.map((each) => each.split(' ')[0]));
  for (const [index, [, count]] of near.entries())
    expect(Math.abs(Number(count) - Number(exact[index]?.split(' ')[1]))).toBeLessThan(4);
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
  const file = configure(folder(), { baseUrl: 'http://h.invalid', accounts: { user: accounts.user } });
  const { status, stdout } = await runCommand(['run', '--dry-run', '--config', file, '--profile', 'mfa']);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^ {2}not verified +\d+, because values are missing/m);
  expect(stdout).not.toContain('${accounts.mfaUser');
});

test('--dry-run refuses a wrong configuration', async () => {
  const file = configure(folder(), { baseUrl: 'not a URL' });
  expect(await runCommand(['run', '--dry-run', '--config', file])).toMatchObject({ status: 2, stdout: '' });
});

type Account = Partial<Record<string, string>>;

const { user, ...others } = fastConfiguration.accounts as unknown as Record<string, Account> & {
  user: Account;
};
const without = (names: readonly string[], own: Account): Account =>
  Object.fromEntries(Object.entries(own).filter(([name]) => !names.includes(name)));
const each = (names: readonly string[], accounts: Readonly<Record<string, Account>>) =>
  Object.fromEntries(Object.entries(accounts).map(([name, own]) => [name, without(names, own)]));

test.each([
  ['with the user alone', { user }],
  ['without the API key of the user', { ...others, user: without(['apiKey'], user) }],
  ['without any tenantId', each(['tenantId'], { ...others, user })],
  ['without API keys and tenants', each(['apiKey', 'tenantId', 'tenantName'], { ...others, user })],
  ['without any password but the user’s', { ...each(['password'], others), user }],
])('--dry-run shows what is left %s', async (_what, accounts) => {
  const file = configure(folder(), { baseUrl: 'http://127.0.0.1:9', accounts });
  const { status, stdout, stderr } = await runCommand(['run', '--dry-run', '--config', file]);
  expect([status, stderr]).toEqual([0, '']);
  expect(numbered(stdout)).toBeGreaterThan(50);
});
