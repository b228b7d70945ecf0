import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProject } from '../../src/contract/project-root';
import { referenceConfiguration } from '../../src/reference';
import { renderConsole } from '../../src/run/report/console';
import type { Report } from '../../src/run/report/report';
import { canary, forms, leaksIn, wrappedBase64, type Canary } from './canaries';
import { runExecutable } from './executable';
import { startParrot, type Parrot } from './parrot';

const { accounts, foreignTenantId } = referenceConfiguration();
const secretMembers = ['password', 'apiKey', 'passcode'] as const;

/** Every account with a canary for each of its secrets. */
const secrets = Object.entries(accounts).map(([name, account]) => {
  const own = secretMembers.filter((member) => account[member] !== undefined);
  return { name, account, own: Object.fromEntries(own.map((member) => [member, canary()])) };
});
const inHeaders = { token: canary('-'), password: canary('_'), cookie: canary('-') };
const totp = canary('');

/** Logins of every account and refusals of every kind; a whole run says no more, and takes longer. */
const some = ['op.*', 'mfa.*', 'parity.*', 'tenant.*'].flatMap((pattern) => ['--check', pattern]);

let folder: string;
let parrot: Parrot;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'redaction-'));
  const users = Object.fromEntries(secrets.map(({ account, own }) => [account.username, own]));
  parrot = await startParrot(users, [...Object.values(inHeaders), totp]);
  const configured = secrets.map(({ name, account, own }) => {
    const values = Object.fromEntries(Object.entries(own).map(([member, { value }]) => [member, value]));
    return [name, { ...account, ...values, ...(name === 'mfaSetupUser' ? { totpSecret: totp.value } : {}) }];
  });
  const basic = Buffer.from(`gateway:${inHeaders.password.value}`).toString('base64');
  const configuration = {
    baseUrl: parrot.server.url,
    accounts: Object.fromEntries(configured) as object,
    foreignTenantId,
    headers: {
      'X-Auth-Token': inHeaders.token.value,
      Authorization: `Basic ${basic}`,
      Cookie: `sid=${inHeaders.cookie.value}`,
    },
    limits: { maxRps: 1000 },
  };
  writeFileSync(join(folder, 'identity.json'), JSON.stringify(configuration));
});

afterEach(async () => {
  await parrot.server.close();
  rmSync(folder, { recursive: true });
});

function expectNoLeak(texts: Readonly<Record<string, string>>): void {
  const found = Object.entries(texts).map(([name, text]) => [name, leaksIn(text, parrot.canaries)]);
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(found.map(([name]) => [name, []])));
}

const known: Canary = canary();
const sightings = { ...forms, 'base64 that is wrapped': wrappedBase64 };

test.each(Object.entries(sightings))(
  'the detector finds a secret that is %s, and across a wrap',
  (_name, form) => {
    const text = form(known.value);
    const middle = text.length >> 1;
    for (const shown of [
      text,
      JSON.stringify({ text }),
      `${text.slice(0, middle)}\n   ${text.slice(middle)}`,
    ])
      expect(leaksIn(`some text ${shown} and more`, [known])).not.toEqual([]);
  },
);

test('the detector finds half a secret, and nothing in a text without one', () => {
  expect(leaksIn(`cut ${known.value.slice(0, 12)}…`, [known])).toEqual([known.halves[0]]);
  expect(leaksIn(readFileSync(inProject('README.md'), 'utf8'), [known])).toEqual([]);
});

test('no secret in a report, on the screen or on the page of a step, though the server repeats all of them', async () => {
  const { status, stdout, stderr } = await runExecutable(
    ['run', '--config', 'identity.json', '--debug', '--fuzz', '0', ...some],
    {
      cwd: folder,
      env: { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(folder, 'step.md') },
    },
  );
  expect(status).toBe(1);
  const reports = join(folder, 'reports');
  const files = readdirSync(reports).map(
    (name) => [name, readFileSync(join(reports, name), 'utf8')] as const,
  );
  expect(files.map(([name]) => name).sort()).toEqual([
    'junit.xml',
    'report.html',
    'report.json',
    'summary.md',
  ]);
  const report = JSON.parse(readFileSync(join(reports, 'report.json'), 'utf8')) as Report;
  // It was a run worth the name: accounts got in, and what they got was hidden.
  expect(report.summary.checks.passed).toBeGreaterThan(50);
  expect(parrot.canaries.length).toBeGreaterThan(30);
  const screens = [40, 80].map(
    (width) => [`${width} columns`, renderConsole(report, { colour: true, width })] as const,
  );
  const step = readFileSync(join(folder, 'step.md'), 'utf8');
  expectNoLeak(
    Object.fromEntries([...files, ...screens, ['stdout', stdout], ['stderr', stderr], ['step', step]]),
  );
});

test('no secret in what doctor prints', async () => {
  const { stdout, stderr } = await runExecutable(['doctor', '--config', 'identity.json'], { cwd: folder });
  expect(stdout).toContain('accounts.user');
  expectNoLeak({ stdout, stderr });
});

const crashes = {
  run: `const place = require(${JSON.stringify(inProject('dist', 'src', 'run', 'report-on.js'))});
    place.reportOn = ({ target }) => { const { password } = target.configuration.accounts.user; throw new Error(password.reveal(), { cause: new Error(password.reveal()) }); };`,
  doctor: `const { Harness } = require(${JSON.stringify(inProject('dist', 'specs', 'vocabulary', 'harness.js'))});
    Harness.prototype.exchange = function () { throw new Error(this.configuration.accounts.user.password.reveal()); };`,
};

test.each(Object.entries(crashes))('no secret in the stack of a crash of %s', async (command, crash) => {
  const script = join(folder, 'crash.js');
  writeFileSync(script, crash);
  const { status, stdout, stderr } = await runExecutable(
    [command, '--config', 'identity.json', '--debug', ...(command === 'run' ? ['--check', 'op.*'] : [])],
    { cwd: folder, env: { NODE_OPTIONS: `--require ${script}` } },
  );
  expect(status).toBe(5);
  expect(stderr).toContain('[masked accounts.user.password]');
  expectNoLeak({ stdout, stderr });
});
