import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { watch } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { marked, type Tokens } from 'marked';
import { parse } from 'yaml';
import { inProject } from '../../src/contract/package-files';
import { variableOf } from '../../src/http/exchange/shell-quoting';
import { embeddedConfiguration, startEmbeddedServer, type EmbeddedServer } from '../../src/server';
import { faults } from '../../src/server/faults';
import { callIn, type Outcome } from './host-project';

/** The checkout of a reader, whose own server breaks a promise. */
let cwd: string;
let server: EmbeddedServer;
let stopServing = () => {};

beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'readme-'));
  symlinkSync(inProject('bin'), join(cwd, 'bin'));
  const fault = faults.find(({ name }) => name === 'tenants-both-accepted');
  server = await startEmbeddedServer({ behaviour: fault?.deviate });
});

afterAll(async () => {
  stopServing();
  await server.close();
  rmSync(cwd, { recursive: true });
});

function blocksOf(language: string): string[] {
  const blocks: string[] = [];
  void marked.walkTokens(marked.lexer(readFileSync(inProject('README.md'), 'utf8')), (token) => {
    if (token.type === 'code' && (token as Tokens.Code).lang === language)
      blocks.push((token as Tokens.Code).text);
  });
  return blocks;
}

/** The command lines of the README as they are written, without their comments. */
const lines = blocksOf('sh')
  .flatMap((block) => block.replaceAll(/\s*\\\n\s*/g, ' ').split('\n'))
  .map((line) => line.replace(/\s+#.*$/, ''));

/** What the configuration that init writes takes from the environment. */
function variables(): Record<string, string> {
  const { accounts, foreignTenantId } = embeddedConfiguration();
  const members = Object.entries(accounts).flatMap(([account, own]) =>
    Object.entries(own as object).map(
      ([name, value]: [string, unknown]) =>
        [variableOf(`accounts.${account}.${name}`), String(value)] as const,
    ),
  );
  return {
    ...Object.fromEntries(members),
    IDENTITY_BASE_URL: server.url,
    FOREIGN_TENANT_ID: foreignTenantId,
  };
}

function shell(line: string): Promise<Outcome> {
  return callIn(cwd, 'bash', ['-c', line], variables());
}

/** Runs a line as it is written. */
const ends = (code: number, words: RegExp) => async (line: string) => {
  const outcome = await shell(line);
  expect({ line, ...outcome }).toMatchObject({ code, stdout: expect.stringMatching(words) });
};

/** A reader whose passcode is always the same has changed the file so. */
async function writesConfiguration(line: string): Promise<void> {
  await ends(0, /identity\.yaml was written/)(line);
  const file = join(cwd, 'identity.yaml');
  const written = readFileSync(file, 'utf8');
  writeFileSync(file, written.replace(/totpSecret: .*/, 'passcode: "${MFA_USER_PASSCODE}"'));
}

/** A reader whose server, as doctor has told, can be asked for all profiles begins with the core. */
async function runsTheCore(line: string): Promise<void> {
  const file = join(cwd, 'identity.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^profiles: .*/m, 'profiles: [core]'));
  await ends(1, /Not conformant \(exit code 1\)/)(line);
  cpSync(join(cwd, 'reports'), join(cwd, 'before'), { recursive: true });
}

async function serves(line: string): Promise<void> {
  const changes = watch(cwd);
  const child = spawn('bash', ['-c', `exec ${line}`], { cwd, stdio: 'ignore' });
  stopServing = () => child.kill('SIGINT');
  for await (const { filename } of changes)
    if (filename === 'faulty.yaml' && /^foreignTenantId/m.test(readFileSync(join(cwd, filename), 'utf8')))
      return;
}

/** A reader has given the reasons, and kept the reports of an earlier run. */
async function listsFailures(line: string): Promise<void> {
  rmSync(join(cwd, 'reports'), { recursive: true });
  cpSync(join(cwd, 'before'), join(cwd, 'reports'), { recursive: true });
  await ends(0, /entr(y|ies)/)(line);
  const file = join(cwd, 'baseline.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll(/reason: ['"]{2}/g, 'reason: accepted'));
}

const documented = (file: string) => (line: string) => {
  expect(readFileSync(inProject(file), 'utf8')).toContain(line.split(' ').slice(0, 2).join(' '));
};

const script = 'node bin/identity-conformance.js';
const { scripts } = JSON.parse(readFileSync(inProject('package.json'), 'utf8')) as {
  scripts: Readonly<Record<string, string>>;
};
/** A script of the project, of which the tests run the end by themselves. */
function expectScript(line: string, end: string): void {
  const [, name = ''] = /^npm ci && npm (\w+)$/.exec(line) ?? [];
  expect(scripts[name]?.endsWith(end)).toBe(true);
}

/** Every line, in the order of the README, and what becomes of it. */
const steps: readonly (readonly [line: string, take: (line: string) => unknown])[] = [
  // A build came before these tests, and tests/suite/run is such a run.
  ['npm ci && npm start', (line) => expectScript(line, `npm run build --silent && ${script} run`)],
  // These tests are what it runs.
  ['npm ci && npm test', (line) => expectScript(line, ' && jest --config tests/jest.config.js')],
  [`${script} init`, writesConfiguration],
  [`${script} doctor --config identity.yaml`, ends(0, /Every profile in scope can be tested/)],
  [`${script} run --config identity.yaml --dry-run`, ends(0, /POST \/v2\.0\/tokens/)],
  [`${script} run --config identity.yaml`, runsTheCore],
  [`${script} serve --fault tenants-both-accepted > faulty.yaml`, serves],
  [`${script} run --config faulty.yaml`, ends(1, /tenant\.exclusive/)],
  [
    `${script} run --config faulty.yaml --check tenant.exclusive/json-password-both-in-auth`,
    ends(1, /Not conformant in the 1 selected check \(exit code 1\)/),
  ],
  [`${script} baseline write reports/report.json`, listsFailures],
  [`${script} run --config identity.yaml --baseline baseline.yaml`, ends(0, /\d+ expected failure/)],
  [`${script} diff before/report.json reports`, ends(0, /./)],
  // What builds the image and runs in it is a job of the project's own pipeline.
  ['docker build -t identity-conformance .', documented('.github/workflows/ci.yml')],
  [
    'docker run --rm -v "$PWD/identity.yaml:/identity.yaml" -v "$PWD/reports:/reports" -e ALICE_PASSWORD identity-conformance run --config identity.yaml',
    documented('.github/workflows/ci.yml'),
  ],
];

test('every line of the README does as it says, one after the other', async () => {
  expect(lines).toEqual(steps.map(([line]) => line));
  for (const [line, take] of steps) await take(line);
}, 300_000);

test('its configuration is one', async () => {
  const [configuration = ''] = blocksOf('yaml');
  writeFileSync(join(cwd, 'short.yaml'), configuration);
  const names = [...configuration.matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => name);
  const values = Object.fromEntries(names.map((name) => [name, 'JBSWY3DPEHPK3PXP']));
  const argv = ['bin/identity-conformance.js', 'run', '--config', 'short.yaml', '--dry-run'];
  const outcome = await callIn(cwd, process.execPath, argv, values);
  expect(outcome).toMatchObject({ code: 0, stderr: '' });
});

test('its step of GitHub Actions has inputs that the action takes', () => {
  const [, step = ''] = blocksOf('yaml');
  const [used] = parse(step) as [{ with: object }];
  const { inputs } = parse(readFileSync(inProject('action.yml'), 'utf8')) as { inputs: object };
  expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(used.with)));
});
