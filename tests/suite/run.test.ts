import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { embeddedConfiguration, startEmbeddedServer } from '../../src/server';
import type { Report } from '../../src/report/report';
import { runCommand } from './command';
import { runExecutable } from './executable';

let folder: string;

/** The checks of logins of every account, for what a part of the suite shows as well as the whole. */
const logins = ['op.*', 'status.ok/*', 'tenant.id/*', 'mfa.challenge/*'].flatMap((check) => [
  '--check',
  check,
]);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'conformance run '));
});

afterEach(() => rmSync(folder, { recursive: true }));

function reportIn(directory: string): Report {
  return JSON.parse(readFileSync(join(directory, 'report.json'), 'utf8')) as Report;
}

function configure(configuration: object): string {
  const file = join(folder, 'identity.json');
  writeFileSync(file, JSON.stringify(configuration));
  return file;
}

async function serving<T>(answer: RequestListener, use: (url: string) => Promise<T>): Promise<T> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test('the embedded server is conformant in every profile, with nothing left unverified', async () => {
  const { status, stdout } = await runExecutable(['run'], { cwd: folder });
  expect(stdout).toContain('Conformant');
  expect(status).toBe(0);
  const { summary, verdict } = reportIn(join(folder, 'reports'));
  expect(verdict).toBe('conformant');
  expect(summary.checks.passed).toBe(summary.checks.total);
  expect(summary.checks.total).toBeGreaterThanOrEqual(150);
  expect(summary.checks.total / summary.requests).toBeGreaterThanOrEqual(3);
});

test('a server below a path prefix is judged from any folder, by the accounts of the file', async () => {
  const server = await startEmbeddedServer({ prefix: '/identity' });
  const file = configure({ ...embeddedConfiguration(), limits: { maxRps: 1000 } });
  const { status, stdout } = await runCommand(
    ['run', '--base-url', `${server.url}/`, '--config', file, ...logins],
    { cwd: folder },
  );
  await server.close();
  expect(stdout).toContain(server.url);
  expect(status).toBe(0);
});

test('without any account what needs one is not verified, and the run is incomplete', async () => {
  const server = await startEmbeddedServer();
  const { status, stdout } = await runCommand(['run', '--base-url', server.url, '--max-rps', '1000'], {
    cwd: folder,
  });
  await server.close();
  expect(status).toBe(4);
  expect(stdout).toContain('Configure accounts.user (');
  expect(reportIn(join(folder, 'reports')).summary.checks.failed).toBe(0);
});

test('where no login of the user succeeds, the account is named before the server', async () => {
  const server = await startEmbeddedServer();
  const { accounts, foreignTenantId } = embeddedConfiguration();
  const user = { ...accounts.user, password: 'not-the-password' };
  const file = configure({ accounts: { ...accounts, user }, foreignTenantId, limits: { maxRps: 1000 } });
  const { status, stdout } = await runCommand(
    ['run', '--base-url', server.url, '--config', file, ...logins],
    { cwd: folder },
  );
  await server.close();
  expect(status).toBe(1);
  expect(stdout.replace(/\s+/g, ' ')).toContain('No login of accounts.user by password succeeded');
});

test('a host that refuses the connection is unreachable', async () => {
  const server = await startEmbeddedServer();
  await server.close();
  const { status, stdout } = await runCommand(['run', '--base-url', server.url, ...logins], { cwd: folder });
  expect(status).toBe(3);
  expect(stdout).toContain('refused the connection');
  expect(reportIn(join(folder, 'reports')).verdict).toBe('unreachable');
});

test('a host name that nobody knows is unreachable', async () => {
  const argv = ['run', '--base-url', 'http://nowhere.invalid', ...logins];
  const { status, stdout } = await runCommand(argv, { cwd: folder });
  expect(status).toBe(3);
  expect(stdout).toContain('nowhere.invalid');
});

test('a host that is not Identity is not conformant, and is asked once', async () => {
  let asked = 0;
  const page: RequestListener = (_request, response) => {
    asked += 1;
    response.writeHead(404, { 'Content-Type': 'text/html' }).end('<!doctype html><title>Not found</title>');
  };
  await serving(page, async (url) => {
    const { status, stdout } = await runCommand(['run', '--base-url', url], { cwd: folder });
    expect(status).toBe(1);
    expect(stdout).toContain('There is no Identity service at');
  });
  expect(asked).toBe(1);
});

test('a wrong configuration sends nothing', async () => {
  let asked = 0;
  await serving(
    (_request, response) => {
      asked += 1;
      response.end();
    },
    async (url) => {
      const file = configure({ baseUrl: url, accounts: { user: { username: 'a', pasword: 'secret-1' } } });
      const { status, stderr } = await runCommand(['run', '--config', file], { cwd: folder });
      expect(status).toBe(2);
      expect(stderr).toContain('accounts.user.pasword is not known; did you mean password?');
    },
  );
  expect(asked).toBe(0);
});

test('a profile that is left out on purpose is not applicable, and the run can be conformant', async () => {
  const server = await startEmbeddedServer();
  const { accounts, foreignTenantId } = embeddedConfiguration();
  const { user, secondUser, disabledUser } = accounts;
  const file = configure({
    profiles: ['core', 'api-key', 'xml'],
    accounts: { user, secondUser, disabledUser },
    foreignTenantId,
    limits: { maxRps: 1000 },
  });
  const { status } = await runCommand(['run', '--base-url', server.url, '--config', file, ...logins], {
    cwd: folder,
  });
  await server.close();
  const report = reportIn(join(folder, 'reports'));
  expect(status).toBe(0);
  expect(report.requirements.find(({ id }) => id === 'mfa.challenge')?.status).toBe('not-applicable');
});

test('an account that is missing for a profile in scope leaves the run incomplete, and is named', async () => {
  const server = await startEmbeddedServer();
  const { accounts, foreignTenantId } = embeddedConfiguration();
  const { mfaUser: _, ...others } = accounts;
  const file = configure({ accounts: others, foreignTenantId, limits: { maxRps: 1000 } });
  const argv = ['run', '--base-url', server.url, '--config', file, ...logins];
  const incomplete = await runCommand(argv, { cwd: folder });
  const allowed = await runCommand([...argv, '--allow-incomplete'], { cwd: folder });
  await server.close();
  expect([incomplete.status, allowed.status]).toEqual([4, 0]);
  expect(incomplete.stdout).toContain('accounts.mfaUser');
});

test.each(['mfa', 'api-key'])('the profile %s can be conformant alone', async (profile) => {
  const { status } = await runCommand(['run', '--profile', profile], { cwd: folder });
  expect(status).toBe(0);
});

test('what is judged of every response can be run alone, and sends what it judges', async () => {
  const argv = ['run', '--requirement', 'status.no-server-error', '--profile', 'core'];
  const { status } = await runCommand(argv, { cwd: folder });
  const { summary } = reportIn(join(folder, 'reports'));
  expect(status).toBe(0);
  expect(summary.checks.passed).toBe(summary.checks.total);
  expect(summary.requests).toBeGreaterThan(100);
});

test('from another folder nothing but the result is printed', async () => {
  const { stdout, stderr } = await runCommand(['run', '--quiet', '--check', 'op.*'], { cwd: folder });
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^Conformant .*\n$/);
});

test('one requirement can be run alone', async () => {
  const { status } = await runCommand(['run', '--requirement', 'tenant.exclusive'], { cwd: folder });
  const report = reportIn(join(folder, 'reports'));
  expect(status).toBe(0);
  expect(new Set(report.checks.map(({ requirement }) => requirement))).toEqual(new Set(['tenant.exclusive']));
});

test('an interrupt ends the run, and what ran is reported', async () => {
  const { accounts, foreignTenantId } = embeddedConfiguration();
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
  const file = configure({ accounts, foreignTenantId, limits: { maxRps: 2 } });
  const argv = ['run', '--base-url', server.url, '--config', file];
  const { status, stdout } = await runExecutable(argv, { cwd: folder, interruptWhen });
  await server.close();
  expect(status).toBe(130);
  expect(stdout).toContain('interrupted');
  const { verdict, summary } = reportIn(join(folder, 'reports'));
  expect(verdict).toBe('incomplete');
  expect(summary.requests).toBeGreaterThan(0);
  expect(summary.checks.notVerified).toBeGreaterThan(0);
});
