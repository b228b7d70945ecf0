import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { embeddedConfiguration, startEmbeddedServer } from '../../src/server';
import { faults } from '../../src/server/faults';
import type { Report } from '../../src/report/report';
import { runCommand } from './command';

/** The report of a run of the generated checks alone against a server with a fault. */
async function judged(faultName: string, ...argv: readonly string[]): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'generated-'));
  const server = await startEmbeddedServer({
    behaviour: faults.find(({ name }) => name === faultName)?.deviate,
  });
  const file = join(folder, 'identity.json');
  writeFileSync(
    file,
    JSON.stringify({ baseUrl: server.url, ...embeddedConfiguration(), limits: { maxRps: 1000 } }),
  );
  await runCommand(['run', '--config', file, '--check', 'generated.*', ...argv], { cwd: folder });
  await server.close();
  const report = JSON.parse(readFileSync(join(folder, 'reports', 'report.json'), 'utf8')) as Report;
  rmSync(folder, { recursive: true });
  return report;
}

const found = (report: Report) => report.checks.find(({ id }) => id === 'generated.status/json');
const bodyShown = (report: Report) =>
  report.exchanges.find(({ id }) => id === found(report)?.exchanges[0])?.request.body;

test('a body that crashes the server is found, shrunk, and made again by its seed', async () => {
  const first = await judged('unknown-json-member-crashes', '--seed', '1');
  expect(found(first)).toMatchObject({ status: 'failed' });
  expect(found(first)?.message).toContain('--seed 1');
  expect(bodyShown(first)).toMatch(/"x-/);
  expect(bodyShown(first)?.length).toBeLessThan(600);

  const again = await judged('unknown-json-member-crashes', '--seed', '1');
  expect(bodyShown(again)).toBe(bodyShown(first));
});

test('--fuzz bounds the generated requests', async () => {
  const { summary, checks, seed } = await judged('none', '--fuzz', '10');
  expect(seed).toEqual(expect.any(Number));
  expect(summary.requests).toBeLessThanOrEqual(1 + 10);
  expect(checks.map(({ status }) => status)).toEqual(Array(5).fill('passed'));
});

test('without generated requests their checks do not pass for nothing', async () => {
  const { checks } = await judged('none', '--fuzz', '0');
  expect(new Set(checks.map(({ status }) => status))).toEqual(new Set(['not-applicable']));
});
