import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { embeddedConfiguration, startEmbeddedServer, type Behaviour } from '../../src/server';
import { runCommand } from './command';
import type { Outcome } from './executable';
import { configure, fastConfiguration, page, prose, serving, useFolder } from './workplace';

const folder = useFolder();
const { accounts } = fastConfiguration;

/** A profile without combinations to count, for what is said of the server alone. */
const core = ['--profile', 'core'];

/** What doctor says of an embedded server that behaves as told, to a configuration of all accounts unless told. */
async function examined(
  changes: object = {},
  behaviour: (standard: Behaviour) => Behaviour = (standard) => standard,
): Promise<Outcome> {
  const server = await startEmbeddedServer({ behaviour });
  const file = configure(folder(), { ...fastConfiguration, ...changes });
  const outcome = await runCommand(['doctor', '--base-url', server.url, '--config', file]);
  await server.close();
  return outcome;
}

test('the embedded server is ready', async () => {
  const outcome = await runCommand(['doctor']);
  expect(outcome).toMatchObject({ status: 0, stderr: '' });
  expect(prose(outcome)).toContain('the embedded server');
  expect(prose(outcome)).toContain('✓ ok mfa-setup testable');
  expect(outcome.stdout).not.toContain('✕');
});

test('each account is logged in once by each secret, no passcode is spent, and no command for one is run', async () => {
  const logins: string[] = [];
  let passcodes = 0;
  const ran = join(folder(), 'ran');
  const { passcode: _, ...mfaUser } = { ...accounts.mfaUser, passcodeCommand: `echo 1234 > '${ran}'` };
  const outcome = await examined({ accounts: { ...accounts, mfaUser } }, (standard) => ({
    ...standard,
    secretMatches: (user, login) => {
      logins.push(`${user?.username} ${login.method}`);
      return standard.secretMatches(user, login);
    },
    passcodeMatches: (session, passcode) => {
      passcodes += 1;
      return standard.passcodeMatches(session, passcode);
    },
  }));
  expect(outcome.status).toBe(0);
  expect(logins).toEqual([
    'alice PASSWORD',
    'alice APIKEY',
    ...['bob', 'dave', 'rena', 'mia', 'seth'].map((name) => `${name} PASSWORD`),
  ]);
  expect(passcodes).toBe(0);
  expect(existsSync(ran)).toBe(false);
});

test.each([
  ['http://127.0.0.1:9', /✕ problem TCP port 9 of 127\.0\.0\.1 refuses connections/],
  [
    'https://nowhere.invalid',
    /✕ problem DNS the name nowhere\.invalid (is not known|could not).*unknown TLS not tried/,
  ],
])('%s is unreachable, and no login is tried', async (url, words) => {
  const file = configure(folder(), embeddedConfiguration());
  const outcome = await runCommand(['doctor', '--base-url', url, '--config', file, ...core]);
  expect(outcome.status).toBe(3);
  expect(prose(outcome)).toMatch(words);
  expect(prose(outcome)).toContain('? unknown accounts.user not tried, because the server cannot be reached');
});

test('a wrong password is named by its account, and the profile that depends on it is not testable', async () => {
  const outcome = await examined({
    accounts: { ...accounts, secondUser: { ...accounts.secondUser, password: 'Mistaken-4711' } },
  });
  expect(outcome.status).toBe(4);
  expect(prose(outcome)).toContain(
    '✕ problem accounts.secondUser bob by password: 401, unauthorized: the credentials look wrong',
  );
  expect(prose(outcome)).toContain('Check accounts.secondUser.username and accounts.secondUser.password.');
  expect(prose(outcome)).toMatch(/✕ problem core \d+ checks, some of which depend on accounts\.secondUser/);
  expect(prose(outcome)).toContain('✓ ok accounts.user alice');
  expect(outcome.stdout).not.toContain('Mistaken-4711');
});

test('a missing account names what to configure, for its own profile only', async () => {
  const { mfaUser: _, ...others } = accounts;
  const outcome = await examined({ accounts: others });
  expect(outcome.status).toBe(4);
  expect(prose(outcome)).toContain('? unknown accounts.mfaUser not configured');
  expect(prose(outcome)).toMatch(/✕ problem mfa \d+ of \d+ checks cannot be verified/);
  expect(prose(outcome)).toContain(
    'Configure accounts.mfaUser.passcode, accounts.mfaUser.password and accounts.mfaUser.username, or leave out the profile mfa.',
  );
  expect(prose(outcome)).toMatch(/✓ ok xml testable, \d+ checks/);
});

test('a profile that is left out needs no account', async () => {
  const { user, secondUser, disabledUser } = accounts;
  const outcome = await examined({
    profiles: ['core', 'api-key', 'xml'],
    accounts: { user, secondUser, disabledUser },
  });
  expect(outcome.status).toBe(0);
  expect(prose(outcome)).toContain('(left out: rcn, mfa, mfa-setup)');
  expect(prose(outcome)).toContain('accounts.mfaUser nothing in scope needs it');
});

test('accounts that are not what they should be are told by what came instead', async () => {
  const outcome = await examined({}, (standard) => ({
    ...standard,
    refuseDisabled: () => undefined,
    passcodeIsDue: () => false,
    refuseWithoutSetup: () => undefined,
  }));
  expect(outcome.status).toBe(4);
  expect(prose(outcome)).toContain('dave by password: 200, access granted: the user is not disabled');
  expect(prose(outcome)).toContain('mia by password: 200, access granted: the user has no second factor');
  expect(prose(outcome)).toContain('seth by password: 200, access granted: the user does not have to set up');
});

test('a limit that keeps checks from being verified is a problem', async () => {
  const outcome = await examined({ limits: { maxRps: 1000, wrongPasswordAttempts: 0 } });
  expect(outcome.status).toBe(4);
  expect(prose(outcome)).toMatch(
    /✕ problem failed logins none of \d+ for alice; the checks that need one cannot be verified/,
  );
  expect(prose(outcome)).toContain('Raise limits.wrongPasswordAttempts');
});

test('what a limit leaves out is counted, and is no problem', async () => {
  const outcome = await examined({ limits: { maxRps: 1000, wrongSecretsPerAccount: 6 } });
  expect(outcome.status).toBe(0);
  expect(prose(outcome)).toMatch(
    /ok failed logins 6 for alice, with successful logins in between; \d+ more are left out because of limits\.wrongSecretsPerAccount/,
  );
});

test('a host that is not Identity is asked once', async () => {
  const file = configure(folder(), embeddedConfiguration());
  const asked = await serving(async (url) => {
    const outcome = await runCommand(['doctor', '--base-url', url, '--config', file, ...core]);
    expect(outcome.status).toBe(1);
    expect(prose(outcome)).toContain('✕ problem operation There is no Identity service at');
  }, page);
  expect(asked).toBe(1);
});
