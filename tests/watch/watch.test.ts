import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProject } from '../../src/contract/package-files';
import { embeddedConfiguration, startEmbeddedServer } from '../../src/server';
import type { Behaviour } from '../../src/server/behaviour';
import { faults } from '../../src/server/faults';
import type { Report } from '../../src/report/report';
import { call } from '../cli/captured-io';

const cwd = mkdtempSync(join(tmpdir(), 'watch-'));
const { accounts, foreignTenantId } = embeddedConfiguration();
const deviate = faults.find(({ name }) => name === 'tenants-both-accepted')?.deviate;
const selection = ['--requirement', 'tenant.exclusive', '--check', 'op.other-methods/get'];

/** The executable at work, with what it has written so far. */
class Watching {
  #written = '';
  #look: () => void = () => undefined;
  readonly #child;
  readonly ended: Promise<number | null>;

  constructor(baseUrl: string) {
    const file = `${new URL(baseUrl).port}.json`;
    writeFileSync(
      join(cwd, file),
      JSON.stringify({ baseUrl, accounts, foreignTenantId, limits: { maxRps: 1000 } }),
    );
    const argv = ['run', '--config', file, '--watch', '--report-dir', `${file}-reports`, ...selection];
    this.#child = spawn(process.execPath, [inProject('bin', 'identity-conformance.js'), ...argv], { cwd });
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.#written += text;
      this.#look();
    });
    this.ended = new Promise((resolve) => this.#child.on('close', resolve));
  }

  /** What was written up to and with this text, which is then done with. */
  async says(text: string): Promise<string> {
    while (!this.#written.includes(text)) await new Promise<void>((resolve) => (this.#look = resolve));
    const end = this.#written.indexOf(text) + text.length;
    const said = this.#written.slice(0, end);
    this.#written = this.#written.slice(end);
    return said;
  }

  interrupt(): Promise<number | null> {
    this.#child.kill('SIGINT');
    return this.ended;
  }
}

function reportOf(baseUrl: string): Report {
  const file = join(cwd, `${new URL(baseUrl).port}.json-reports`, 'report.json');
  return JSON.parse(readFileSync(file, 'utf8')) as Report;
}

test('when the server comes back fixed, failed checks are run first and then all', async () => {
  const faulty = await startEmbeddedServer({ behaviour: deviate });
  const watching = new Watching(faulty.url);
  const first = await watching.says('Watching the server');
  expect(first).toMatch(/^Not conformant in the \d+ selected checks \(exit code 1\)$/m);
  const failed = reportOf(faulty.url).checks.filter(({ status }) => status === 'failed').length;
  expect(failed).toBeGreaterThan(0);
  expect(await watching.says('Ctrl-C ends it.')).toMatch(new RegExp(`: ${failed} checks? failed;`));

  await faulty.close();
  await watching.says('The server is down; waiting for it to come back.');
  const fixed = await startEmbeddedServer({ port: Number(new URL(faulty.url).port) });
  await watching.says('The server is back: running');
  const again = await watching.says('Running the whole selection.');
  expect(again).toMatch(new RegExp(`^ ${failed} failed checks? first\\.`));
  expect(again).toMatch(new RegExp(`${failed} checks?: ${failed} passed`));
  expect(again).toContain('Fixed: tenant.exclusive/');
  expect(await watching.says('Watching the server: nothing to fix')).toMatch(
    /^Conformant in the \d+ selected checks \(exit code 0\)$/m,
  );
  expect(reportOf(fixed.url).checks.length).toBeGreaterThan(failed);
  expect(await watching.interrupt()).toBe(0);
  await fixed.close();
});

test('a server that responds differently without having been away is noticed', async () => {
  let broken = true;
  let answered: () => void = () => undefined;
  const behaviour = (standard: Behaviour): Behaviour => {
    const deviant = deviate?.(standard) ?? standard;
    return new Proxy(standard, {
      get: (_, step) => {
        if (step === 'stepsFor') answered();
        return Reflect.get(broken ? deviant : standard, step) as unknown;
      },
    });
  };
  const server = await startEmbeddedServer({ behaviour });
  const watching = new Watching(server.url);
  await watching.says('Ctrl-C ends it.');
  // A look is two requests; with the third, the first look is over.
  for (const _ of [1, 2, 3]) await new Promise<void>((resolve) => (answered = resolve));
  broken = false;
  await watching.says('The server responds differently: running');
  await watching.says('Watching the server: nothing to fix');
  expect(reportOf(server.url).verdict).toBe('conformant');
  expect(await watching.interrupt()).toBe(0);
  await server.close();
});

const refusals: readonly (readonly [argv: readonly string[], message: string])[] = [
  [[], '--watch is for a server that changes'],
  [['--base-url', 'http://h.example', '--shard', '1/2'], 'leave out --shard'],
  [['--config', 'targets.json'], 'choose one target with --target'],
];

test.each(refusals)('--watch with %j is refused', async (argv, message) => {
  const targets = { one: { baseUrl: 'http://h.example' }, two: { baseUrl: 'http://i.example' } };
  writeFileSync(join(cwd, 'targets.json'), JSON.stringify({ targets }));
  const { code, stderr } = await call(['run', '--watch', ...argv], { cwd });
  expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
});
