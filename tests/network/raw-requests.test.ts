import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedServer, type EmbeddedServer } from '../../src/server';
import type { Report } from '../../src/report/report';
import { call } from '../cli/captured-io';
import { runCommand } from '../suite/command';
import { configure, fastConfiguration, reportIn } from '../suite/workplace';
import { newAuthority } from './authority';
import { proxyServer, tlsFront, type Running } from './servers';

let folder: string;
let reference: EmbeddedServer;
let secure: Running;
let proxy: Running;
/** What went through the proxy. */
const through: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'raw-requests-'));
  reference = await startEmbeddedServer();
  const authority = await newAuthority();
  writeFileSync(join(folder, 'ca.pem'), authority.cert);
  secure = await tlsFront(reference.url, await authority.issue());
  proxy = await proxyServer(through);
});

beforeEach(() => {
  through.length = 0;
});

afterAll(async () => {
  await Promise.all([secure.close(), proxy.close(), reference.close()]);
  rmSync(folder, { recursive: true });
});

const proxyUrl = () => `http://127.0.0.1:${proxy.port}`;

/** The checks of messages out of the ordinary, through the proxy. */
async function checked(baseUrl: string): Promise<Report['checks']> {
  configure(folder, { ...fastConfiguration, baseUrl, tls: { ca: 'ca.pem' } });
  await runCommand(['run', '--config', 'identity.json', '--proxy', proxyUrl(), '--check', 'http.*'], {
    cwd: folder,
  });
  return reportIn(folder).checks;
}

test('requests through a tunnel reach the server as they are', async () => {
  const checks = await checked(`https://localhost:${secure.port}`);
  expect(through).toContain(`CONNECT localhost:${secure.port}`);
  expect(checks.length).toBeGreaterThan(7);
  expect(checks.map(({ id, status }) => `${id} ${status}`)).toEqual(checks.map(({ id }) => `${id} passed`));
});

test('a forwarding proxy rewrites requests: those are not sent, and run and doctor say so', async () => {
  const checks = await checked(reference.url);
  expect(through).not.toHaveLength(0);
  expect(checks.map(({ id, status }) => `${id} ${status}`)).toEqual(
    checks.map(({ id }) => `${id} not-verified`),
  );
  for (const { message } of checks) expect(message).toContain('the proxy rewrites each request');
  const { code, stdout } = await call(['doctor', '--config', 'identity.json', '--proxy', proxyUrl()], {
    cwd: folder,
  });
  expect(stdout.replace(/\s+/g, ' ')).toContain(
    `${new Set(checks.map(({ requirement }) => requirement)).size} requirements cannot be verified through the proxy`,
  );
  expect(code).toBe(4);
});
