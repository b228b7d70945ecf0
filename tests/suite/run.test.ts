import { startEmbeddedServer } from '../../src/server';
import { runCommand } from './command';
import { runExecutable } from './executable';
import { configure, fastConfiguration, page, prose, reportIn, serving, useFolder } from './workplace';

const folder = useFolder();
const { accounts } = fastConfiguration;

/** The checks of logins of every account, for what a part of the suite shows as well as the whole. */
const logins = ['op.*', 'status.ok/*', 'tenant.id/*', 'mfa.challenge/*'].flatMap((check) => [
  '--check',
  check,
]);

/** A run of a part of the suite against the embedded server, with another configuration or a prefix. */
async function run(
  changes: object = {},
  { argv = [], prefix = '' }: { argv?: readonly string[]; prefix?: string } = {},
) {
  const server = await startEmbeddedServer({ prefix });
  const file = configure(folder(), { ...fastConfiguration, ...changes });
  const flags = ['run', '--base-url', `${server.url}/`, '--config', file, ...logins, ...argv];
  const outcome = await runCommand(flags, { cwd: folder() });
  await server.close();
  return { ...outcome, url: server.url };
}

test('the embedded server is conformant in every profile, with nothing left unverified', async () => {
  const { status, stdout } = await runExecutable(['run'], { cwd: folder() });
  expect(stdout).toContain('Conformant');
  expect(status).toBe(0);
  const { summary, verdict } = reportIn(folder());
  expect(verdict).toBe('conformant');
  expect(summary.checks.passed).toBe(summary.checks.total);
  expect(summary.checks.total).toBeGreaterThanOrEqual(150);
  expect(summary.checks.total / summary.requests).toBeGreaterThanOrEqual(3);
});

test('a server below a path prefix is judged from any folder, by the accounts of the file', async () => {
  const { status, stdout, url } = await run({}, { prefix: '/identity' });
  expect(stdout).toContain(url);
  expect(status).toBe(0);
});

test('without any account what needs one is not verified, and the run is incomplete', async () => {
  const { status, stdout } = await run({ accounts: {} });
  expect(status).toBe(4);
  expect(stdout).toContain('Configure accounts.user (');
  expect(reportIn(folder()).summary.checks.failed).toBe(0);
});

test('where no login of the user succeeds, the account is named before the server', async () => {
  const user = { ...accounts.user, password: 'not-the-password' };
  const outcome = await run({ accounts: { ...accounts, user } });
  expect(outcome.status).toBe(1);
  expect(prose(outcome)).toContain('No login of accounts.user by password succeeded');
});

test.each([
  ['that refuses the connection', 'http://127.0.0.1:9', 'refused the connection'],
  ['whose name nobody knows', 'http://nowhere.invalid', 'nowhere.invalid'],
])('a host %s is unreachable', async (_what, url, words) => {
  const outcome = await runCommand(['run', '--base-url', url, ...logins], { cwd: folder() });
  expect(outcome.status).toBe(3);
  expect(prose(outcome)).toContain(words);
  expect(reportIn(folder()).verdict).toBe('unreachable');
});

test('a host that is not Identity is not conformant, and is asked once', async () => {
  const asked = await serving(async (url) => {
    const { status, stdout } = await runCommand(['run', '--base-url', url], { cwd: folder() });
    expect(status).toBe(1);
    expect(stdout).toContain('There is no Identity service at');
  }, page);
  expect(asked).toBe(1);
});

test('a profile that is left out on purpose is not applicable, and the run can be conformant', async () => {
  const { user, secondUser, disabledUser } = accounts;
  const { status } = await run({
    profiles: ['core', 'api-key', 'xml'],
    accounts: { user, secondUser, disabledUser },
  });
  const challenge = reportIn(folder()).requirements.find(({ id }) => id === 'mfa.challenge');
  expect(status).toBe(0);
  expect(challenge?.status).toBe('not-applicable');
});

test('an account that is missing for a profile in scope leaves the run incomplete, and is named', async () => {
  const { mfaUser: _, ...others } = accounts;
  const incomplete = await run({ accounts: others });
  const allowed = await run({ accounts: others }, { argv: ['--allow-incomplete'] });
  expect([incomplete.status, allowed.status]).toEqual([4, 0]);
  expect(incomplete.stdout).toContain('accounts.mfaUser');
});

test.each(['mfa', 'api-key'])('the profile %s can be conformant alone', async (profile) => {
  const { status } = await runCommand(['run', '--profile', profile], { cwd: folder() });
  expect(status).toBe(0);
});

test('what is judged of every response can be run alone, and sends what it judges', async () => {
  const argv = ['run', '--requirement', 'status.no-server-error', '--profile', 'core'];
  const { status } = await runCommand(argv, { cwd: folder() });
  const { summary } = reportIn(folder());
  expect(status).toBe(0);
  expect(summary.checks.passed).toBe(summary.checks.total);
  expect(summary.requests).toBeGreaterThan(100);
});

test('from another folder nothing but the result is printed', async () => {
  const { stdout, stderr } = await runCommand(['run', '--quiet', '--check', 'op.*'], { cwd: folder() });
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^Conformant .*\n$/);
});

test('one requirement can be run alone', async () => {
  const { status } = await runCommand(['run', '--requirement', 'tenant.exclusive'], { cwd: folder() });
  const report = reportIn(folder());
  expect(status).toBe(0);
  expect(new Set(report.checks.map(({ requirement }) => requirement))).toEqual(new Set(['tenant.exclusive']));
});

test('an interrupt ends the run, and what ran is reported', async () => {
  let asked = 0;
  let interrupt: () => void = () => undefined;
  const interruptWhen = new Promise<void>((resolve) => (interrupt = resolve));
  const server = await startEmbeddedServer({
    behaviour: (standard) => ({
      ...standard,
      send: (...answer) => {
        asked += 1;
        if (asked === 4) interrupt();
        return standard.send(...answer);
      },
    }),
  });
  const file = configure(folder(), { ...fastConfiguration, limits: { maxRps: 2 } });
  const argv = ['run', '--base-url', server.url, '--config', file];
  const { status, stdout } = await runExecutable(argv, { cwd: folder(), interruptWhen });
  await server.close();
  expect(status).toBe(130);
  expect(stdout).toContain('interrupted');
  const { verdict, summary } = reportIn(folder());
  expect(verdict).toBe('incomplete');
  expect(summary.requests).toBeGreaterThan(0);
  expect(summary.checks.notVerified).toBeGreaterThan(0);
});
