import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { embeddedConfiguration, startEmbeddedServer, type EmbeddedServer } from '../../src/server';
import { faults } from '../../src/server/faults';
import { describeChecks } from '../../src/run';
import type { Report } from '../../src/report/report';
import { call } from '../cli/captured-io';
import { runCommand } from '../suite/command';

const cwd = mkdtempSync(join(tmpdir(), 'shards-'));
const shards = ['1/2', '2/2'];
const directoryOf = (shard: string) => `shard-${shard.replace('/', '-')}`;

let server: EmbeddedServer;
beforeAll(async () => {
  const fault = faults.find(({ name }) => name === 'tenants-both-accepted');
  server = await startEmbeddedServer({ behaviour: fault?.deviate });
  const { accounts, foreignTenantId } = embeddedConfiguration();
  writeFileSync(
    join(cwd, 'identity.json'),
    JSON.stringify({ baseUrl: server.url, accounts, foreignTenantId, limits: { maxRps: 1000 } }),
  );
  await Promise.all([run('whole'), ...shards.map((shard) => run(directoryOf(shard), '--shard', shard))]);
});
afterAll(() => server.close());

/** Accepted logins, refusals of every account, checks over every exchange, and what a seed generates. */
const selection = ['tenant.*', 'status.wrong*', 'access.*/every-exchange', 'generated.*'].flatMap((each) => [
  '--check',
  each,
]);

function run(directory: string, ...flags: readonly string[]) {
  const common = [
    '--config',
    'identity.json',
    '--seed',
    '7',
    '--quiet',
    '--report-dir',
    directory,
    ...selection,
  ];
  return runCommand(['run', ...common, ...flags], { cwd });
}

function reportIn(directory: string): Report {
  return JSON.parse(readFileSync(join(cwd, directory, 'report.json'), 'utf8')) as Report;
}

const merge = (names: readonly string[], ...flags: readonly string[]) =>
  runCommand(['merge', ...names, '--report-dir', 'merged', ...flags], { cwd });

test('the merged report has the statuses of the whole run', async () => {
  const { status: code } = await merge(shards.map(directoryOf));
  const [whole, merged] = [reportIn('whole'), reportIn('merged')];
  const statuses = ({ checks }: Report) => checks.map(({ id, status }) => `${id} ${status}`);
  expect(statuses(merged).sort()).toEqual(statuses(whole).sort());
  expect(merged.requirements.map(({ id, status }) => [id, status])).toEqual(
    whole.requirements.map(({ id, status }) => [id, status]),
  );
  expect([code, merged.verdict]).toEqual([1, whole.verdict]);
  expect(merged.summary.checks).toEqual(whole.summary.checks);
  const exchanges = merged.exchanges.map(({ id }) => id);
  expect(new Set(exchanges).size).toBe(exchanges.length);
  const known = new Set(exchanges);
  expect(merged.checks.flatMap((check) => check.exchanges).filter((id) => !known.has(id))).toEqual([]);
});

test('each shard sends its share, and failed login attempts for one user are made by one machine', () => {
  const requests = shards.map((shard) => reportIn(directoryOf(shard)).summary.requests);
  const whole = reportIn('whole').summary.requests;
  expect(Math.max(...requests)).toBeLessThan(Math.min(...requests) * 1.25);
  expect(requests.reduce((all, each) => all + each)).toBeLessThan(whole * 1.5);
  const wrong = shards.flatMap((shard) => Object.keys(reportIn(directoryOf(shard)).wrongAttempts ?? {}));
  expect(wrong.sort()).toEqual(['alice', 'bob', 'mia', 'rena', 'seth']);
});

test('what lost responses in one shard is not passed by the others', async () => {
  const id = 'access.token/every-exchange';
  const changed = (message: string) => {
    const report = reportIn(directoryOf('2/2'));
    const checks = report.checks.map((check) =>
      check.id === id ? { ...check, status: 'not-verified', message } : check,
    );
    writeFileSync(join(cwd, 'changed.json'), JSON.stringify({ ...report, checks }));
    return merge([directoryOf('1/2'), 'changed.json']);
  };
  const status = () => reportIn('merged').checks.find((check) => check.id === id)?.status;
  await changed('2 of its requests had no response: 127.0.0.1 closed the connection.');
  expect(status()).toBe('not-verified');
  await changed('The account is not configured.');
  expect(status()).toBe('passed');
});

describe('merge refuses', () => {
  /** What merge says of such reports; their exchanges, which take most of its time, do not matter here. */
  async function refusalOf(...reports: readonly Report[]): Promise<string> {
    const names = reports.map((report, at) => {
      writeFileSync(join(cwd, `${at}.json`), JSON.stringify({ ...report, exchanges: [] }));
      return `${at}.json`;
    });
    const { status, stderr } = await merge(names);
    expect(status).toBe(2);
    return stderr;
  }
  let one: Report;
  let two: Report;
  beforeAll(() => ([one, two] = [reportIn('shard-1-2'), reportIn('shard-2-2')]));

  test('a missing shard and a doubled one', async () => {
    expect(await refusalOf(one)).toContain('Shard 2/2 is missing');
    expect(await refusalOf(one, two, two)).toContain('Shard 2/2 is given twice');
  });

  test('shards of other runs', async () => {
    expect(await refusalOf(one, reportIn('whole'))).toContain('not from a shard');
    expect(await refusalOf(one, { ...two, profiles: ['core'] })).toContain('differ in the profiles');
  });

  test('a check that the suite does not have, which is not left out in silence', async () => {
    const [first] = two.checks.filter(({ id }) => !id.endsWith('/every-exchange'));
    const checks = two.checks.map((check) =>
      check === first ? { ...check, id: 'op.password/gone' } : check,
    );
    expect(await refusalOf(one, { ...two, checks })).toContain(
      'does not have 1 of the checks in the reports',
    );
  });
});

test('a baseline judges the whole', async () => {
  const failed = reportIn('whole').checks.filter(({ status }) => status === 'failed');
  const entries = failed.map(
    ({ id }) => `- check: ${id}\n  reason: known since the spring\n  received: 200\n`,
  );
  writeFileSync(join(cwd, 'baseline.yaml'), entries.join(''));
  const { status: code } = await merge(shards.map(directoryOf), '--baseline', 'baseline.yaml');
  expect(code).toBe(0);
  const refused = await call(['run', '--shard', '1/2', '--baseline', 'baseline.yaml'], { cwd });
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('give it to merge')]);
});

test.each(['0/3', '4/3', '1', 'a/b'])('--shard %s is refused', async (text) => {
  const { code, stderr } = await call(['run', '--shard', text], { cwd });
  expect([code, stderr]).toEqual([2, expect.stringContaining('Give I/N')]);
});

test('more shards than there is work for are refused before anything is sent', async () => {
  const [check] = await describeChecks();
  const { code, stderr } = await call(['run', '--check', check?.id ?? '', '--shard', '2/2'], { cwd });
  expect([code, stderr]).toEqual([2, expect.stringContaining('divided into 1 shard at most')]);
});
