import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { inProject } from '../../src/contract/package-files';
import { embeddedConfiguration, startEmbeddedServer, type EmbeddedServer } from '../../src/server';
import { faults } from '../../src/server/faults';
import type { Matrix } from '../../src/report/matrix/matrix';
import type { Report } from '../../src/report/report';
import { call, type Outcome } from '../cli/captured-io';
import { runCommand } from '../suite/command';

const cwd = mkdtempSync(join(tmpdir(), 'targets-'));
const { accounts, foreignTenantId } = embeddedConfiguration();
const canary = 'Canary-4711';
/** Without the checks over every exchange, for which a run counts all combinations first. */
const selection = [
  ...['tenant.exclusive/json-*', 'tenant.id/json-*', 'op.other-methods/get'],
  ...['status.user-disabled/json', 'auth.api-key.username/json-*'],
].flatMap((pattern) => ['--check', pattern]);

let sound: EmbeddedServer;
let faulty: EmbeddedServer;
let all: Outcome;

beforeAll(async () => {
  const fault = faults.find(({ name }) => name === 'tenants-both-accepted');
  const gone = await startEmbeddedServer();
  [sound, faulty] = await Promise.all([
    startEmbeddedServer(),
    startEmbeddedServer({ behaviour: fault?.deviate }),
  ]);
  await gone.close();
  writeFileSync(
    join(cwd, 'identity.json'),
    JSON.stringify({
      ...{ accounts, foreignTenantId, limits: { maxRps: 1000 } },
      targets: {
        dead: { baseUrl: gone.url },
        'eu-west': { baseUrl: sound.url },
        'us-east': { baseUrl: faulty.url, headers: { 'X-Region': '${REGION}' } },
        poor: { baseUrl: sound.url, accounts: { user: accounts.user } },
        core: { baseUrl: sound.url, profiles: ['core'], headers: { Authorization: canary } },
      },
    }),
  );
  all = await run('all', selection, ['--jobs', '2']);
});
afterAll(() => Promise.all([sound.close(), faulty.close()]));

function run(directory: string, ...flags: readonly (readonly string[])[]): Promise<Outcome> {
  const common = ['run', '--config', 'identity.json', '--report-dir', directory];
  const env = { ...process.env, REGION: 'us', GITHUB_STEP_SUMMARY: join(cwd, `${directory}.md`) };
  return call([...common, ...flags.flat()], { cwd, env });
}

function read(...path: readonly string[]): string {
  return readFileSync(join(cwd, ...path), 'utf8');
}

const matrixIn = (directory: string) => JSON.parse(read(directory, 'matrix.json')) as Matrix;
const reportIn = (...path: readonly string[]) => JSON.parse(read(...path, 'report.json')) as Report;

test('every target of the configuration is run, and the worst of them decides', () => {
  expect(all).toMatchObject({ code: 1, stderr: '' });
  const { targets, exitCode } = matrixIn('all');
  expect(exitCode).toBe(1);
  expect(targets.map(({ name, exitCode: code }) => [name, code])).toEqual([
    ['dead', 3],
    ['eu-west', 0],
    ['us-east', 1],
    ['poor', 4],
    ['core', 0],
  ]);
});

test('each target has its four reports, with its own values in the place of those of the top level', () => {
  for (const name of ['eu-west', 'us-east', 'core'])
    for (const file of ['report.json', 'report.html', 'junit.xml', 'summary.md'])
      expect([name, file, existsSync(join(cwd, 'all', name, file))]).toEqual([name, file, true]);
  expect(reportIn('all', 'core')).toMatchObject({
    profiles: ['core'],
    target: { name: 'core', baseUrl: sound.url },
  });
  expect(reportIn('all', 'eu-west').profiles).toContain('xml');
  const { request } = reportIn('all', 'us-east').exchanges[0] ?? {};
  expect(request?.headers).toMatchObject({ 'X-Region': 'us' });
});

test('the matrix says where targets differ, and links to the report of each', () => {
  const { requirements } = matrixIn('all');
  const exclusive = requirements.find(({ id }) => id === 'tenant.exclusive');
  expect(exclusive).toMatchObject({
    differs: true,
    statuses: { 'eu-west': 'passed', 'us-east': 'failed', poor: 'passed', core: 'passed' },
  });
  const page = read('all', 'matrix.html');
  expect(page).toContain('href="us-east/report.html#tenant.exclusive"');
  expect(page).toContain('href="eu-west/report.html"');
  expect(page.indexOf('Where targets differ')).toBeLessThan(page.indexOf('All requirements'));
  // The page of the step under GitHub Actions has the matrix, and none of the targets' summaries.
  expect(read('all.md').trim()).toBe(read('all', 'matrix.md').trim());
  expect(read('all', 'matrix.md')).toMatch(/tenant\.exclusive.*passed.*failed.*passed.*passed/);
});

test('matrix.json keeps to its published schema', () => {
  const schema = JSON.parse(readFileSync(inProject('schemas', 'matrix.schema.json'), 'utf8')) as object;
  const ajv = new Ajv2020({ allErrors: true });
  addFormats(ajv);
  const validate = ajv.compile(schema);
  validate(matrixIn('all'));
  expect(validate.errors).toBeNull();
});

test('the console has a line for each target', () => {
  for (const line of [
    /^eu-west +Conformant in the \d+ selected checks \(exit code 0\)/m,
    /^us-east +Not conformant in the \d+ selected checks \(exit code 1\)/m,
  ])
    expect(all.stdout).toMatch(line);
});

test('no secret of a target is in the matrix or its reports', () => {
  for (const file of ['matrix.html', 'matrix.json', 'matrix.md', 'core/report.json', 'core/report.html'])
    expect(read('all', file)).not.toContain(canary);
});

test('a target that cannot be reached is one line, after what targets really differ in', () => {
  // Above it each target was told of as it ended.
  const told = all.stdout.slice(all.stdout.indexOf('\n\n') + 2);
  expect(told).toMatch(
    /^Where targets differ\n {2}tenant\.exclusive: eu-west passed, us-east failed, poor passed, core passed\n\nVerified at some targets only\n/,
  );
  expect(told).toContain(
    '  status.user-disabled: eu-west passed, us-east passed, poor not verified, core passed\n',
  );
  expect(told).toMatch(/Without a result\n {2}dead: The server at \S+ could not be reached[^\n]*\n\n/);
  expect(told).toContain(
    '2 of 5 targets passed, 1 gave no result; 1 requirement differs between targets. (exit code 1)',
  );
  expect(told.match(/^ {2}dead/gm)).toHaveLength(1);
  expect(read('all', 'matrix.html').match(/>dead</g)).toHaveLength(1);
  const markdown = read('all', 'matrix.md');
  expect(markdown.match(/\bdead\b/g)).toHaveLength(1);
  expect(markdown.indexOf('### Where targets differ')).toBeLessThan(markdown.indexOf('### Verified at some'));
});

test('merge makes the same matrix of the reports', async () => {
  const made = matrixIn('all');
  const names = made.targets.map(({ name }) => join('all', name));
  const { code, stdout } = await call(['merge', ...names, '--report-dir', 'merged'], { cwd });
  expect([code, stdout]).toEqual([
    1,
    expect.stringContaining('tenant.exclusive: eu-west passed, us-east failed'),
  ]);
  const merged = matrixIn('merged');
  expect(merged.requirements).toEqual(made.requirements);
  expect(merged.targets).toEqual(made.targets);
  expect(reportIn('merged', 'us-east').checks).toEqual(reportIn('all', 'us-east').checks);
});

test('--target runs some targets, in the order of the configuration, and their shards are merged by target', async () => {
  const some = ['--fuzz', '0', '--target', 'us-east', '--target', 'eu-west', '--quiet'];
  const few = ['--check', 'tenant.*/json-*', ...some];
  const runs = await Promise.all(['1', '2'].map((n) => run(`shard-${n}`, few, ['--shard', `${n}/2`])));
  for (const { stdout } of runs) expect(stdout).toMatch(/^[^\n]* targets? [^\n]*\n$/);
  expect(matrixIn('shard-1').targets.map(({ name }) => name)).toEqual(['eu-west', 'us-east']);
  const names = ['shard-1', 'shard-2'].flatMap((shard) => [join(shard, 'eu-west'), join(shard, 'us-east')]);
  const { code, stderr } = await call(['merge', ...names, '--report-dir', 'sharded'], { cwd });
  expect([code, stderr]).toEqual([1, '']);
  expect(matrixIn('sharded').targets.map(({ name, exitCode }) => [name, exitCode])).toEqual([
    ['eu-west', 0],
    ['us-east', 1],
  ]);
});

test('an interrupt reaches the targets, and their reports are kept', async () => {
  const slow = createServer((request) => request.on('error', () => undefined)).listen(0, '127.0.0.1');
  await new Promise((resolve) => slow.once('listening', resolve));
  const baseUrl = `http://127.0.0.1:${(slow.address() as AddressInfo).port}`;
  const targets = Object.fromEntries(
    ['one', 'two'].map((name) => [name, { baseUrl, headers: { 'X-Target': name } }]),
  );
  writeFileSync(join(cwd, 'slow.json'), JSON.stringify({ accounts, foreignTenantId, targets }));
  const stop = new AbortController();
  const asked = new Map<unknown, number>();
  slow.on('request', ({ headers }, response) => {
    const name = headers['x-target'];
    asked.set(name, (asked.get(name) ?? 0) + 1);
    // The first request of each is the probe; a run is under way with the second, which waits for ever.
    if (asked.get(name) === 1)
      response.writeHead(400, { 'Content-Type': 'application/json' }).end('{"badRequest": {"code": 400}}');
    if (asked.size === 2 && Math.min(...asked.values()) === 2) stop.abort();
  });
  const argv = ['run', '--config', 'slow.json', '--report-dir', 'slow', '--jobs', '2'];
  const { code } = await call([...argv, '--requirement', 'tenant.exclusive', '--check', 'op.*'], {
    cwd,
    stop: stop.signal,
    env: process.env,
  });
  slow.closeAllConnections();
  slow.close();
  expect(code).toBe(130);
  expect(matrixIn('slow').targets.map(({ exitCode }) => exitCode)).toEqual([130, 130]);
  expect(reportIn('slow', 'one').stopped?.kind).toBe('interrupted');
});

const refusals: readonly (readonly [text: string, argv: readonly string[], message: string])[] = [
  ['targets: { eu: { baseUrl: "http://h.example" } }', ['--target', 'ue'], 'did you mean eu?'],
  [
    'targets: { eu: { baseUrl: "http://h.example" } }',
    ['--base-url', 'http://x.example'],
    'has several targets',
  ],
  [
    'targets: { eu: { baseUrl: "ftp://h.example" } }',
    [],
    'c.yaml:1:27: targets.eu.baseUrl must be an absolute URL',
  ],
  ['targets: { eu: { baseUrl: "http://h.example", limits: {} } }', [], 'targets.eu.limits is not known'],
  ['targets: { eu: {} }', [], 'targets.eu lacks baseUrl; add it'],
  ['targets: {}', [], 'targets is empty; name at least one target'],
  ['targets: { e_u: { baseUrl: "http://h.example" } }', [], 'letters, digits and hyphens'],
  ['baseUrl: http://h.example', ['--target', 'eu'], 'the configuration has no targets'],
];

test.each(refusals)('%s with %j is refused', async (text, argv, message) => {
  writeFileSync(join(cwd, 'c.yaml'), text);
  const { code, stderr } = await call(['run', '--config', 'c.yaml', ...argv], { cwd });
  expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
});

test('doctor asks for one of several targets', async () => {
  const { code, stderr } = await call(['doctor', '--config', 'identity.json'], { cwd });
  expect([code, stderr]).toEqual([
    2,
    expect.stringContaining('has the targets dead, eu-west, us-east, poor, core; choose one with --target'),
  ]);
});

test('one target is a run as any, for which no variables of others need to be set', async () => {
  const argv = ['run', '--config', 'identity.json', '--report-dir', 'one', '--check', 'op.*/json'];
  const one = await runCommand([...argv, '--target', 'eu-west', '--quiet'], { cwd });
  expect(one).toMatchObject({ status: 0, stderr: '', stdout: expect.stringMatching(/^Conformant.*\n$/) });
  expect(reportIn('one').target).toMatchObject({ name: 'eu-west', baseUrl: sound.url });
  expect(existsSync(join(cwd, 'one', 'matrix.json'))).toBe(false);
  const refused = await call([...argv, '--target', 'us-east'], { cwd });
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('REGION, which is not set')]);
});
