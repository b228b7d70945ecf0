import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProject } from '../../src/contract/package-files';
import { embeddedConfiguration, startEmbeddedServer, type EmbeddedServer } from '../../src/server';
import type { Report } from '../../src/report/report';
import { callIn, hostileVariables, installed, makeHostile, packed, type Outcome } from './host-project';
import { linkTree } from './linked-tree';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'package-')));
const home = join(folder, 'installed');
const few = ['run', '--check', 'tenant.exclusive/json-*'];
let tarball = '';
/** A project that several tests share; each writes its own reports. */
let hostile = '';
/** A project whose folders are the hosts of a suite. */
const workspace = join(folder, 'workspace');
let server: EmbeddedServer;

beforeAll(async () => {
  tarball = await packed(join(folder, 'packed'));
  await installed(tarball, home);
  hostile = host('hostile');
  linkTree(join(home, 'node_modules'), join(workspace, 'node_modules'));
  server = await startEmbeddedServer();
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

/** A project with the installation in its own node_modules. */
function host(name: string): string {
  const directory = join(folder, name);
  linkTree(join(home, 'node_modules'), join(directory, 'node_modules'));
  makeHostile(directory);
  return directory;
}

function reportIn(directory: string, reports = 'reports'): Report {
  return JSON.parse(readFileSync(join(directory, reports, 'report.json'), 'utf8')) as Report;
}

function expectConformant({ code, stdout, stderr }: Outcome, directory: string): void {
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^Conformant in the \d+ selected checks \(exit code 0\)$/m);
  expect(reportIn(directory).summary.checks.passed).toBeGreaterThan(0);
}

test('the tarball is under 1 MB and holds compiled code with its types, and nothing of the workshop', async () => {
  expect(statSync(tarball).size).toBeLessThan(1_000_000);
  const { stdout } = await callIn(folder, 'tar', ['-tzf', tarball]);
  const files = stdout.trim().split('\n');
  expect(files).toEqual(
    expect.arrayContaining([
      'package/dist/src/index.js',
      'package/dist/src/index.d.ts',
      'package/dist/src/jest.js',
      'package/dist/src/jest.d.ts',
      'package/dist/src/cli/main.js',
      'package/docs/errata.md',
    ]),
  );
  const stray = /\/tests?\/|\.map$|tsbuildinfo|(?<!\.d)\.ts$|^package\/(scripts|src|specs)\//;
  expect(files.filter((file) => stray.test(file))).toEqual([]);
});

test('npx runs it beside another Jest and hostile settings, none of which it regards', async () => {
  const argv = ['--no-install', 'identity-conformance', ...few];
  const outcome = await callIn(hostile, 'npx', argv, hostileVariables);
  expectConformant(outcome, hostile);
  expect(readFileSync(join(hostile, 'reports', 'junit.xml'), 'utf8')).not.toContain('stray');
  expect(existsSync(join(hostile, 'stray'))).toBe(false);
});

const capture = {
  log: {
    entries: [
      {
        startedDateTime: '2026-11-25T00:00:00.000Z',
        time: 1,
        request: { method: 'GET', url: 'http://127.0.0.1/v2.0/tokens', headers: [] },
        response: { status: 405, headers: [], content: { size: 0, mimeType: 'text/plain', text: '' } },
      },
    ],
  },
};

test('every command of --help works from the package in an empty folder', async () => {
  const directory = join(folder, 'empty');
  mkdirSync(directory);
  writeFileSync(join(directory, 'capture.har'), JSON.stringify(capture));
  const executable = join(home, 'node_modules', '.bin', 'identity-conformance');
  const failing = ['--base-url', server.url, '--check', 'tenant.exclusive/json-password-both-in-auth'];
  const commands: Readonly<Record<string, readonly (readonly [argv: readonly string[], code: number])[]>> = {
    run: [
      [few, 0],
      [['run', ...failing, '--report-dir', 'other'], 4],
    ],
    list: [[['list'], 0]],
    explain: [
      [['explain', 'tenant.exclusive'], 0],
      [['explain', 'tenant.exclusive/every-exchange'], 0],
    ],
    init: [[['init', '--yes', '--output', 'written.yaml'], 0]],
    doctor: [[['doctor', '--profile', 'core'], 0]],
    check: [[['check', 'capture.har', '--report-dir', 'captured'], 4]],
    baseline: [[['baseline', 'write', 'other/report.json'], 0]],
    merge: [[['merge', 'reports', '--report-dir', 'merged'], 2]],
    diff: [[['diff', 'reports/report.json', 'other/report.json'], 0]],
    serve: [[['serve', '--help'], 0]],
    mutants: [[['mutants', '--fault', 'no-such-fault'], 2]],
    completion: [[['completion', 'bash'], 0]],
  };
  const { stdout: help } = await callIn(directory, executable, ['--help']);
  const [, listed = ''] = help.split('Commands:');
  const names = [...listed.split('Examples:')[0]!.matchAll(/^ {2}(\w+)/gm)].map(([, name]) => name);
  expect(Object.keys(commands)).toEqual(names.filter((name) => name !== 'help'));
  for (const [argv, code] of Object.values(commands).flat()) {
    const outcome = await callIn(directory, executable, argv);
    expect({ argv, code: outcome.code }).toEqual({ argv, code });
    expect(outcome.stdout + outcome.stderr).not.toMatch(/ENOENT|\n\s+at /);
    if (argv[0] === 'explain') expect(outcome.stdout).toContain('  npx identity-conformance serve --fault ');
  }
});

test('it runs through a link, as npm link makes it', async () => {
  const directory = join(folder, 'linking');
  mkdirSync(join(directory, 'node_modules'), { recursive: true });
  makeHostile(directory);
  const linked = join(directory, 'node_modules', 'identity-conformance');
  symlinkSync(join(home, 'node_modules', 'identity-conformance'), linked);
  const argv = [join(linked, 'bin', 'identity-conformance.js'), ...few];
  expectConformant(await callIn(directory, process.execPath, argv), directory);
});

test('it runs in a store of links, as pnpm lays it out, below a path with spaces, accents and signs', async () => {
  const directory = host('été à la plage #1 (100%)');
  const modules = join(directory, 'node_modules');
  const store = join(directory, '.store', 'identity-conformance@0.1.0', 'node_modules');
  mkdirSync(join(store, '..'), { recursive: true });
  renameSync(modules, store);
  mkdirSync(modules);
  symlinkSync(join(store, 'identity-conformance'), join(modules, 'identity-conformance'));
  const argv = [join(modules, 'identity-conformance', 'bin', 'identity-conformance.js'), ...few];
  expectConformant(await callIn(directory, process.execPath, argv), directory);
});

const program = `
const options = { checks: ['tenant.exclusive/json-*'], seed: 7 };
const reports = await Promise.all([run({}, options), run({ profiles: ['core'] }, { ...options, reportDir: process.argv[1] + '-reports' })]);
reports.push(await run({}, { ...options, requirements: ['operation.success'] }).catch((error) => error.message));
const refused = (...given) => run(...given).then(String, (error) => [error instanceof ConfigurationError, error.problems]);
console.log(JSON.stringify({
  verdicts: reports.map((report) => report.verdict ?? report),
  wrong: await refused({ acounts: {} }),
  misspelled: await refused({}, { repordDir: 'reports', stric: true, checks: 'tenant.*' }),
  absent: [await refused(), await refused(null, options)],
}));`;

const absent =
  'the configuration is missing; pass an object with the members of a configuration file, or {} to test the embedded server.';

test.each([
  ['required.cjs', "const { run, ConfigurationError } = require('identity-conformance');"],
  ['imported.mjs', "import { run, ConfigurationError } from 'identity-conformance';"],
])('a program gets reports, several from one process: %s', async (name, first) => {
  writeFileSync(join(hostile, name), `${first}\n(async () => {${program}})();`);
  const { code, stdout, stderr } = await callIn(hostile, process.execPath, [name], hostileVariables);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.parse(stdout)).toEqual({
    verdicts: ['conformant', 'conformant', expect.stringContaining('there is no such requirement')],
    wrong: [true, ['configuration: acounts is not known; did you mean accounts?']],
    misspelled: [
      true,
      [
        'options: repordDir is not known; did you mean reportDir?',
        'options: stric is not known; did you mean strict?',
        'options: checks must be a list of strings; change it.',
      ],
    ],
    absent: [
      [true, [absent]],
      [true, [absent]],
    ],
  });
  expect(reportIn(hostile, `${name}-reports`).profiles).toEqual(['core']);
});

test.each([
  ['Node.js', ['--module', 'node16']],
  ['CommonJS', ['--module', 'commonjs', '--moduleResolution', 'node10', '--target', 'es2015']],
])('the types are there for a strict project with modules of %s', async (kind, modules) => {
  const file = `typed for ${kind}.ts`;
  writeFileSync(
    join(hostile, file),
    `import { createServer } from 'node:http';
import { run, type Report } from 'identity-conformance';
import { defineConformanceSuite } from 'identity-conformance/jest';
const report: Promise<Report> = run({ baseUrl: 'http://localhost' }, { strict: true });
report.then(({ exitCode }) => exitCode satisfies number);
defineConformanceSuite({ server: createServer(), configuration: { profiles: ['core'] } });
// @ts-expect-error -- a misspelled member
run({ acounts: {} });`,
  );
  const argv = ['--noEmit', '--strict', ...modules, '--lib', 'es2022', '--types', 'node', '--typeRoots'];
  const compiler = inProject('node_modules', 'typescript', 'bin', 'tsc');
  const types = inProject('node_modules', '@types');
  const outcome = await callIn(hostile, process.execPath, [compiler, ...argv, types, file]);
  expect(outcome).toEqual({ code: 0, stdout: '', stderr: '' });
});

const suite = `
const http = require('node:http');
const { defineConformanceSuite } = require('identity-conformance/jest');
const { run } = require('identity-conformance');
const { configuration, options } = JSON.parse(process.env.SUITE);
const app = (request, response) => {
  const { method, url, headers } = request;
  const onwards = http.request(process.env.SERVER + url, { method, headers }, (answer) => {
    response.writeHead(answer.statusCode === 403 ? 401 : answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  request.pipe(onwards);
};
const server = process.env.FORBIDS === 'yes' ? process.env.SERVER : app;
defineConformanceSuite({ server, configuration, ...options });
test('run says that it has no place here', () => expect(run()).rejects.toThrow('defineConformanceSuite'));`;

/** A browser-like environment: without what Node.js adds to the language. */
const bareEnvironment = `
const { TestEnvironment } = require('jest-environment-node');
module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    for (const name of ['Buffer', 'setImmediate', 'TextEncoder', 'fetch', 'URL', 'performance', 'Event'])
      delete this.global[name];
  }
};`;

async function hosted(
  name: string,
  parts: { configuration: object; options: object; forbids: boolean },
  url = server.url,
): Promise<{ outcome: Outcome; directory: string }> {
  const directory = join(workspace, name);
  mkdirSync(directory);
  writeFileSync(join(directory, 'package.json'), '{ "name": "host" }');
  const mapped = { '^supertest$': '<rootDir>/nowhere.js', '^ajv(.*)$': '<rootDir>/nowhere.js' };
  const settings = { testEnvironment: './bare.js', moduleNameMapper: mapped, resetModules: true };
  writeFileSync(join(directory, 'jest.config.json'), JSON.stringify(settings));
  writeFileSync(join(directory, 'bare.js'), bareEnvironment);
  writeFileSync(join(directory, 'conformance.test.js'), suite);
  const outcome = await callIn(directory, join(workspace, 'node_modules', '.bin', 'jest'), [], {
    SUITE: JSON.stringify(parts),
    SERVER: url,
    FORBIDS: parts.forbids ? 'yes' : 'no',
  });
  return { outcome, directory };
}

test('the suite of a host with another Jest passes where its server keeps the contract', async () => {
  const configuration = { ...embeddedConfiguration(), limits: { maxRps: 1000 } };
  const parts = { configuration, options: { reportDir: 'reports' }, forbids: true };
  const { outcome, directory } = await hosted('suite', parts);
  expect(outcome.stderr).toMatch(/Tests: +\d+ passed, \d+ total/);
  expect(outcome.code).toBe(0);
  expect(reportIn(directory).verdict).toBe('conformant');
});

test('the suite of a host fails with the text of the reports, for an app that it is handed', async () => {
  const options = { requirements: ['status.user-disabled'] };
  const { outcome } = await hosted('failing suite', {
    configuration: embeddedConfiguration(),
    options,
    forbids: false,
  });
  expect(outcome.code).toBe(1);
  for (const part of ['expected: 403', 'received: 401', 'source:', 'reproduce:', 'curl '])
    expect(outcome.stderr).toContain(part);
});

test('the suite of a host never passes what could not be verified', async () => {
  const { user } = embeddedConfiguration().accounts;
  const parts = { configuration: { accounts: { user } }, forbids: true };
  const requirements = ['status.user-disabled'];
  const [failing, skipping] = await Promise.all([
    hosted('incomplete suite', { ...parts, options: { requirements } }),
    hosted('skipping suite', { ...parts, options: { requirements, allowIncomplete: true } }),
  ]);
  expect(failing.outcome.stderr).toContain('Not verified: Configure accounts.disabledUser');
  expect(failing.outcome.stderr).toMatch(/Tests: +\d+ failed, 1 passed/);
  expect(skipping.outcome.stderr).toMatch(/skipped .*not verified: Configure accounts.disabledUser/);
  expect(skipping.outcome.stderr).toMatch(/Tests: +\d+ skipped, 1 passed/);
});

test('the suite of a host says in one sentence that its server is down', async () => {
  const down = await startEmbeddedServer();
  await down.close();
  const parts = { configuration: embeddedConfiguration(), options: { reportDir: 'reports' }, forbids: true };
  const { outcome, directory } = await hosted('suite of a server that is down', parts, down.url);
  expect(outcome.code).toBe(1);
  expect(outcome.stderr).toMatch(/Tests: +1 failed, 1 passed, 2 total/);
  expect(outcome.stderr.split('could not be reached')).toHaveLength(2);
  expect(outcome.stderr.split('\n').length).toBeLessThan(30);
  expect(reportIn(directory)).toMatchObject({ verdict: 'unreachable', exitCode: 3 });
});

test('the suite of a host ends after limits.runMs', async () => {
  const configuration = { ...embeddedConfiguration(), limits: { maxRps: 1, runMs: 2000 } };
  const options = { requirements: ['tenant.exclusive'], reportDir: 'reports' };
  const { outcome, directory } = await hosted('suite without end', { configuration, options, forbids: true });
  expect(outcome.code).toBe(1);
  expect(outcome.stderr).toContain('the run took longer than limits.runMs, 2.0 s');
  expect(reportIn(directory)).toMatchObject({
    verdict: 'unreachable',
    exitCode: 3,
    reason: expect.stringContaining('limits.runMs') as string,
  });
});
