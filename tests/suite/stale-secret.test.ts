import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../../src/report/report';
import { embeddedConfiguration, startEmbeddedServer } from '../../src/server';
import { runCommand } from './command';

let folder: string;
let server: Awaited<ReturnType<typeof startEmbeddedServer>>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stale-'));
  server = await startEmbeddedServer();
});

afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

test('a stale password of the configuration is sent no more often than wrong ones may come in a row', async () => {
  const { accounts, ...others } = embeddedConfiguration();
  const configuration = {
    ...others,
    accounts: { ...accounts, user: { ...accounts.user, password: 'changed-since' } },
  };
  const file = join(folder, 'identity.json');
  writeFileSync(file, JSON.stringify({ baseUrl: server.url, ...configuration, limits: { maxRps: 1000 } }));
  const { status, stdout } = await runCommand(['run', '--config', file], { cwd: folder });
  expect(status).toBe(1);
  expect(stdout).toContain('No login of accounts.user by password succeeded: the response is 401 to all 3.');
  expect(stdout).toContain('Not sent: the server refuses the password of accounts.user');

  const report = JSON.parse(readFileSync(join(folder, 'reports', 'report.json'), 'utf8')) as Report;
  const withPassword = report.exchanges.filter(({ request }) =>
    /\[masked accounts\.user\.password[^\]]*\]/.test(request.body),
  );
  expect(withPassword.map(({ response }) => response?.status)).toEqual([401, 401, 401]);
  // The API key is right, and so are the others.
  expect(report.summary.checks.passed).toBeGreaterThan(500);
  expect(report.checks.find(({ id }) => id === 'op.api-key/json')?.status).toBe('passed');
});
