import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedServer, embeddedConfiguration, type EmbeddedServer } from '../../src/server';
import { call } from '../cli/captured-io';
import { checked, essential, statusOf } from './checked';
import { HarRecorder } from './har-recorder';

const { user, mfaUser } = embeddedConfiguration().accounts;
const credentials = { username: user.username, password: user.password };
const asJson = (auth: object) => JSON.stringify({ auth });

let server: EmbeddedServer;
beforeAll(async () => {
  server = await startEmbeddedServer();
});
afterAll(() => server.close());

test('a recorded login is judged, and what the capture does not show is not verified', async () => {
  const har = new HarRecorder(server.url);
  await har.send({ body: asJson({ passwordCredentials: credentials }) });
  const { code, report, stdout } = await checked(har.entries);
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

test('both steps of a multi-factor login are followed by their session', async () => {
  const har = new HarRecorder(server.url);
  const first = { passwordCredentials: { username: mfaUser.username, password: mfaUser.password } };
  const challenge = await har.send({ body: asJson(first) });
  const session = /sessionId='([^']+)'/.exec(challenge.headers.get('www-authenticate') ?? '')?.[1] ?? '';
  await har.send({
    body: asJson({ 'RAX-AUTH:passcodeCredentials': { passcode: mfaUser.passcode } }),
    headers: { 'X-SessionId': session },
  });
  const { report, shown } = await checked(har.entries, '--profile', 'mfa', '--profile', 'core');
  const passed = report.checks.filter(({ id, status }) => id.startsWith('mfa.') && status === 'passed');
  expect(passed.length).toBeGreaterThan(3);
  expect(report.summary.checks.failed).toBe(0);
  for (const secret of [session, mfaUser.password, mfaUser.passcode]) expect(shown).not.toContain(secret);
});

test('no secret of a capture reaches a report or the screen, whoever it belongs to', async () => {
  const har = new HarRecorder(server.url);
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
  const { shown } = await checked(har.entries, ...essential);
  for (const secret of [
    ...[credentials.password, stranger.password, access.token.id],
    ...['c00kie-0123456789', 'b3arer-0123456789'],
  ])
    expect(shown).not.toContain(secret);
});

test('nor does one of a request that is malformed', async () => {
  const malformed: readonly (readonly [secret: string, sent: { path?: string; body: string }])[] = [
    ['hunter2', { body: '{"auth":{"passwordCredentials":{"username":"alice","password":"hunter2"},}}' }],
    ['capital-pw', { body: asJson({ passwordCredentials: { username: 'alice', Password: 'capital-pw' } }) }],
    ['cut-off-pw', { body: '<auth><passwordCredentials username="alice" password="cut-off-pw"' }],
    ['in-query-pw', { path: '/v2.0/tokens?username=alice&password=in-query-pw', body: '{}' }],
    ['in-form-pw', { body: 'username=alice&password=in-form-pw' }],
  ];
  const har = new HarRecorder(server.url);
  for (const [, sent] of malformed) await har.send(sent);
  const { report, shown } = await checked(har.entries, ...essential);
  const masked = report.exchanges.filter((each) =>
    JSON.stringify(each).includes('[masked captured credential'),
  );
  expect(masked).toHaveLength(malformed.length);
  expect(malformed.filter(([secret]) => shown.includes(secret))).toEqual([]);
});

test('of several services one must be named', async () => {
  const har = new HarRecorder(server.url);
  await har.send({ body: asJson({ passwordCredentials: credentials }) });
  const other = JSON.parse(JSON.stringify(har.entries[0])) as { request: { url: string } };
  other.request.url = 'https://other.example/identity/v2.0/tokens';
  har.entries.push(other);
  const cwd = mkdtempSync(join(tmpdir(), 'capture-'));
  har.writeTo(join(cwd, 'capture.har'));
  const undecided = await call(['check', 'capture.har'], { cwd });
  expect(undecided.code).toBe(2);
  expect(undecided.stderr).toContain('https://other.example/identity; choose one with --base-url');
  const decided = await call(['check', 'capture.har', '--base-url', 'https://other.example/identity'], {
    cwd,
  });
  expect(decided.code).toBe(4);
});

test('a capture that cannot be judged is refused', async () => {
  const { code, stderr } = await call(['check', 'missing.har'], { cwd: tmpdir() });
  expect([code, stderr]).toEqual([2, expect.stringContaining('there is no such file')]);
});
