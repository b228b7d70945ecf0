import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProject } from '../../src/contract/package-files';
import { embeddedConfiguration } from '../../src/server';
import { renderConsole } from '../../src/report/console';
import { canary, forms, leaksIn, wrappedBase64, type Canary } from './canaries';
import { runCommand } from './command';
import { runExecutable } from './executable';
import { startParrot, type Parrot } from './parrot';
import { reportIn } from './workplace';

const { accounts, foreignTenantId } = embeddedConfiguration();
const secretMembers = ['password', 'apiKey', 'passcode'] as const;

/** Every account with a canary for each of its secrets. */
const secrets = Object.entries(accounts).map(([name, account]) => {
  const own = secretMembers.filter((member) => account[member] !== undefined);
  return { name, account, own: Object.fromEntries(own.map((member) => [member, canary()])) };
});
const inHeaders = { token: canary('-'), password: canary('_'), cookie: canary('-') };
const totp = canary('');

/** Logins of every account and refusals of every kind; a whole run says no more, and takes longer. */
const some = ['op.*', 'mfa.*/json*', 'mfa.*/xml', 'parity.*', 'tenant.*'].flatMap((pattern) => [
  '--check',
  pattern,
]);

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
  const { status, stdout, stderr } = await runCommand(
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
  const report = reportIn(folder);
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
  const { stdout, stderr } = await runCommand(['doctor', '--config', 'identity.json'], { cwd: folder });
  expect(stdout).toContain('accounts.user');
  expectNoLeak({ stdout, stderr });
});

test('no secret in a dry run, in the reports of shards, and in what other commands make of those', async () => {
  const texts: Record<string, string> = {};
  const kept = async (name: string, ...argv: string[]) => {
    const { status, stdout, stderr } = await runCommand([...argv, '--debug'], {
      cwd: folder,
      env: { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(folder, `${name}-step.md`) },
    });
    Object.assign(texts, { [`${name}, stdout`]: stdout, [`${name}, stderr`]: stderr });
    return status;
  };
  const few = [
    '--config',
    'identity.json',
    '--fuzz',
    '0',
    '--seed',
    '7',
    '--check',
    'op.*',
    '--check',
    'tenant.*',
  ];
  expect(await kept('dry', 'run', ...few, '--dry-run')).toBe(0);
  // Which refusals the parrot spoils depends on the order in which they arrive: now and then a shard passes.
  const ran = [0, 1, 4];
  for (const index of [1, 2]) {
    const own = ['--shard', `${index}/2`, '--report-dir', `shard-${index}`];
    expect(ran).toContain(await kept(`shard-${index}`, 'run', ...few, ...own));
    parrot.forget();
  }
  expect(ran).toContain(await kept('merge', 'merge', 'shard-1', 'shard-2', '--report-dir', 'merged'));
  await kept('baseline', 'baseline', 'write', 'merged', '--output', 'baseline.yaml');
  for (const format of ['--json', '--markdown']) await kept(format, 'diff', 'shard-1', 'merged', format);
  const reports = ['shard-1', 'shard-2', 'merged'].flatMap((directory) =>
    readdirSync(join(folder, directory)).map((file) => join(directory, file)),
  );
  expect(reports).toHaveLength(12);
  const steps = readdirSync(folder).filter((name) => name.endsWith('-step.md'));
  for (const name of [...reports, ...steps, 'baseline.yaml'])
    texts[name] = readFileSync(join(folder, name), 'utf8');
  expect(reportIn(folder, 'merged').summary.checks.passed).toBeGreaterThan(20);
  expectNoLeak(texts);
});

test('no secret of recorded traffic, though its response repeats it and no configuration names it', async () => {
  const password = canary('-');
  const json = { name: 'Content-Type', value: 'application/json' };
  const body = { auth: { passwordCredentials: { username: 'alice', password: password.value } } };
  const request = {
    ...{ method: 'POST', url: 'https://id.example/v2.0/tokens', headers: [json] },
    postData: { mimeType: 'application/json', text: JSON.stringify(body) },
  };
  const text = JSON.stringify({ unauthorized: { code: 401, message: `Not ${password.value}` } });
  const response = { status: 401, headers: [json], content: { mimeType: 'application/json', text } };
  const har = {
    log: { version: '1.2', entries: [{ startedDateTime: '2026-01-01T00:00:00Z', request, response }] },
  };
  writeFileSync(join(folder, 'capture.har'), JSON.stringify(har));
  const { stdout, stderr } = await runCommand(['check', 'capture.har'], { cwd: folder });
  const reports = readdirSync(join(folder, 'reports')).map((name) => join(folder, 'reports', name));
  expect(reports).toHaveLength(4);
  const shown = [stdout, stderr, ...reports.map((name) => readFileSync(name, 'utf8'))];
  expect(shown.map((each) => leaksIn(each, [password]))).toEqual(shown.map(() => []));
});

test('no credentials of a proxy and no passphrase of a key', async () => {
  const secret = canary('-');
  const proxy = `http://gateway:${secret.value}@127.0.0.1:1`;
  const call = (...argv: string[]) => runCommand([...argv, '--debug'], { cwd: folder });
  const given = JSON.parse(readFileSync(join(folder, 'identity.json'), 'utf8')) as object;
  writeFileSync(join(folder, 'proxy.json'), JSON.stringify({ ...given, proxy }));
  const key = '-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n';
  writeFileSync(join(folder, 'client.key'), key);
  const tls = { cert: 'client.key', key: 'client.key', passphrase: secret.value };
  writeFileSync(join(folder, 'tls.json'), JSON.stringify({ ...given, tls }));
  const outcomes = [
    await call('doctor', '--config', 'proxy.json'),
    await call('run', '--config', 'identity.json', '--proxy', proxy, '--check', 'op.*'),
    await call('run', '--config', 'proxy.json', '--check', 'op.*', '--dry-run'),
    await call('run', '--config', 'tls.json', '--check', 'op.*'),
  ];
  expect(outcomes.map(({ status }) => status)).toEqual([3, 3, 0, 2]);
  const reports = readdirSync(join(folder, 'reports')).map((name) =>
    readFileSync(join(folder, 'reports', name), 'utf8'),
  );
  const shown = [...outcomes.flatMap(({ stdout, stderr }) => [stdout, stderr]), ...reports];
  expect(shown.map((each) => leaksIn(each, [secret]))).toEqual(shown.map(() => []));
});

const crashes = {
  run: `const place = require(${JSON.stringify(inProject('dist', 'src', 'run', 'report-on.js'))});
    place.reportOn = ({ target }) => { const { password } = target.configuration.accounts.user; throw new Error(password.reveal(), { cause: new Error(password.reveal()) }); };`,
  doctor: `const { Harness } = require(${JSON.stringify(inProject('dist', 'src', 'checks', 'harness.js'))});
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
