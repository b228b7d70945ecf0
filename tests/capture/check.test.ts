import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedServer, embeddedConfiguration, type EmbeddedServer } from '../../src/server';
import { faults } from '../../src/server/faults';
import type { Report } from '../../src/report/report';
import { call, type Outcome } from '../cli/captured-io';
import { essential } from './checked';
import { HarRecorder } from './har-recorder';

const { user, mfaUser } = embeddedConfiguration().accounts;
const credentials = { username: user.username, password: user.password };
const asJson = (auth: object) => JSON.stringify({ auth });

let server: EmbeddedServer | undefined;
afterEach(() => server?.close());

async function recorder(fault?: string): Promise<HarRecorder> {
  const injected = faults.find(({ name }) => name === fault);
  server = await startEmbeddedServer(injected ? { behaviour: injected.deviate } : {});
  return new HarRecorder(server.url);
}

async function check(
  har: HarRecorder,
  ...flags: string[]
): Promise<Outcome & { report: Report; artefacts: string }> {
  const cwd = mkdtempSync(join(tmpdir(), 'capture-'));
  har.writeTo(join(cwd, 'capture.har'));
  const outcome = await call(['check', 'capture.har', ...flags], { cwd });
  const files = readdirSync(join(cwd, 'reports')).map((file) =>
    readFileSync(join(cwd, 'reports', file), 'utf8'),
  );
  const report = JSON.parse(readFileSync(join(cwd, 'reports', 'report.json'), 'utf8')) as Report;
  return { ...outcome, report, artefacts: files.join('\n') };
}

function statusOf({ checks }: Report, id: string): string | undefined {
  return checks.find((each) => each.id === id)?.status;
}

test('a recorded login is judged, and what the capture does not show is not verified', async () => {
  const har = await recorder();
  await har.send({ body: asJson({ passwordCredentials: credentials }) });
  const { code, report, stdout } = await check(har);
  expect(code).toBe(4);
  expect(report.verdict).toBe('incomplete');
  expect(report.target.capture).toBe('capture.har');
  expect(statusOf(report, 'op.password/json')).toBe('passed');
  expect(report.summary.checks.passed).toBeGreaterThan(20);
  expect(report.summary.checks.failed).toBe(0);
  expect(report.summary.requests).toBe(1);
  expect(stdout).toContain('as recorded in capture.har');
  expect(stdout).toContain('The capture has no such request');
});

test('a login that accepts any format stands for one that asks for the format of its response', async () => {
  const har = await recorder();
  await har.send({
    body: asJson({ passwordCredentials: credentials }),
    headers: {
      Accept: 'application/json, text/plain, */*',
      'Content-Type': 'application/json;charset=UTF-8',
    },
  });
  const { report } = await check(har);
  expect(statusOf(report, 'op.password/json')).toBe('passed');
});

test('a recorded response that breaks the contract fails, with its exchange', async () => {
  const har = await recorder('tenants-both-accepted');
  const tenant = { tenantId: user.tenantId, tenantName: user.tenantName };
  await har.send({ body: asJson({ passwordCredentials: credentials }) });
  await har.send({ body: asJson({ passwordCredentials: credentials, tenantId: tenant.tenantId }) });
  await har.send({ body: asJson({ passwordCredentials: credentials, tenantName: tenant.tenantName }) });
  await har.send({ body: asJson({ passwordCredentials: credentials, ...tenant }) });
  const { code, report } = await check(har, '--requirement', 'tenant.exclusive');
  expect(code).toBe(1);
  const failed = report.checks.filter(({ status }) => status === 'failed');
  expect(failed.map(({ requirement }) => requirement)).toContain('tenant.exclusive');
  expect(failed[0]?.exchanges).not.toHaveLength(0);
});

test('a failed login attempt is recognised by the right login; a refusal without one shows nothing', async () => {
  const wrong = asJson({ passwordCredentials: { ...credentials, password: 'not-the-password' } });
  const har = await recorder();
  await har.send({ body: wrong });
  await har.send({ body: asJson({ passwordCredentials: credentials }) });
  const { report } = await check(har, '--check', 'status.wrong-credentials/*');
  expect(report.checks.some(({ status }) => status === 'passed')).toBe(true);
  const refusedOnly = new HarRecorder(har.baseUrl);
  await refusedOnly.send({ body: wrong });
  const alone = await check(refusedOnly);
  expect(alone.report.summary.checks.failed).toBe(0);
  expect(
    alone.report.checks
      .filter(({ id }) => id.startsWith('status.wrong-credentials/'))
      .map(({ status }) => status),
  ).not.toContain('passed');
});

test('both steps of a multi-factor login are followed by their session', async () => {
  const har = await recorder();
  const first = { passwordCredentials: { username: mfaUser.username, password: mfaUser.password } };
  const challenge = await har.send({ body: asJson(first) });
  const session = /sessionId='([^']+)'/.exec(challenge.headers.get('www-authenticate') ?? '')?.[1] ?? '';
  await har.send({
    body: asJson({ 'RAX-AUTH:passcodeCredentials': { passcode: mfaUser.passcode } }),
    headers: { 'X-SessionId': session },
  });
  const { report, artefacts } = await check(har, '--profile', 'mfa', '--profile', 'core');
  const passed = report.checks.filter(({ id, status }) => id.startsWith('mfa.') && status === 'passed');
  expect(passed.length).toBeGreaterThan(3);
  expect(report.summary.checks.failed).toBe(0);
  for (const secret of [session, mfaUser.password, mfaUser.passcode]) expect(artefacts).not.toContain(secret);
});

test('no secret of a capture reaches a report or the screen, whoever it belongs to', async () => {
  const har = await recorder();
  const stranger = { username: 'stranger', password: 'Str4nge-pass-word' };
  const granted = await har.send({
    body: asJson({ passwordCredentials: credentials }),
    headers: { Cookie: 'sid=c00kie-0123456789' },
  });
  await har.send({
    body: asJson({ passwordCredentials: stranger }),
    headers: { Authorization: 'Bearer b3arer-0123456789' },
  });
  const { access } = (await granted.json()) as { access: { token: { id: string } } };
  const { artefacts, stdout, stderr } = await check(har);
  for (const secret of [
    credentials.password,
    stranger.password,
    access.token.id,
    'c00kie-0123456789',
    'b3arer-0123456789',
  ])
    expect(artefacts + stdout + stderr).not.toContain(secret);
});

test('of several services one must be named', async () => {
  const first = await recorder();
  await first.send({ body: asJson({ passwordCredentials: credentials }) });
  const other = JSON.parse(JSON.stringify(first.entries[0])) as { request: { url: string } };
  other.request.url = 'https://other.example/identity/v2.0/tokens';
  first.entries.push(other);
  const cwd = mkdtempSync(join(tmpdir(), 'capture-'));
  first.writeTo(join(cwd, 'capture.har'));
  const undecided = await call(['check', 'capture.har'], { cwd });
  expect(undecided.code).toBe(2);
  expect(undecided.stderr).toContain('https://other.example/identity; choose one with --base-url');
  const decided = await call(['check', 'capture.har', '--base-url', 'https://other.example/identity'], {
    cwd,
  });
  expect(decided.code).toBe(4);
});

test.each([
  ['is missing', undefined, 'there is no such file'],
  ['is no JSON', 'GET / HTTP/1.1', 'is not JSON'],
  ['is no archive', '{"entries": []}', 'is not an HTTP Archive'],
  ['holds no such traffic', '{"log": {"entries": []}}', 'holds no request to /v2.0/tokens'],
])('a capture that %s is refused', async (_what, text, sentence) => {
  const cwd = mkdtempSync(join(tmpdir(), 'capture-'));
  if (text !== undefined) writeFileSync(join(cwd, 'capture.har'), text);
  const { code, stderr } = await call(['check', 'capture.har'], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain(sentence);
});

const malformed: readonly (readonly [what: string, secret: string, sent: { path?: string; body: string }])[] =
  [
    [
      'a comma too many',
      'trailing-comma-pw',
      { body: '{"auth":{"passwordCredentials":{"username":"alice","password":"trailing-comma-pw"},}}' },
    ],
    [
      'a short word and a comma too many',
      'hunter2',
      { body: '{"auth":{"passwordCredentials":{"username":"alice","password":"hunter2"},}}' },
    ],
    [
      'a misspelled member',
      'capital-pw',
      { body: asJson({ passwordCredentials: { username: 'alice', Password: 'capital-pw' } }) },
    ],
    [
      'XML that breaks off',
      'cut-off-pw',
      { body: '<auth><passwordCredentials username="alice" password="cut-off-pw"' },
    ],
    ['a query', 'in-query-pw', { path: '/v2.0/tokens?username=alice&password=in-query-pw', body: '{}' }],
    ['a form', 'in-form-pw', { body: 'username=alice&password=in-form-pw' }],
  ];

test.each(malformed)('a password in %s is masked', async (_what, secret, sent) => {
  const har = await recorder();
  await har.send(sent);
  const { artefacts, stdout, stderr } = await check(har, ...essential);
  expect(artefacts).toContain('[masked captured credential]');
  expect(`${artefacts}${stdout}${stderr}`).not.toContain(secret);
});
