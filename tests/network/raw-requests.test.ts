import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProxy } from 'proxy';
import { embeddedConfiguration, startEmbeddedServer, type EmbeddedServer } from '../../src/server';
import type { Report } from '../../src/report/report';
import { call } from '../cli/captured-io';
import { runCommand } from '../suite/command';
import { newAuthority } from './authority';
import { running, tlsFront, type Running } from './servers';

let folder: string;
let reference: EmbeddedServer;
let secure: Running;
let proxy: Running;
/** What went through the proxy. */
let through: string[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'raw-requests-'));
  reference = await startEmbeddedServer();
  const authority = await newAuthority();
  writeFileSync(join(folder, 'ca.pem'), authority.cert);
  secure = await tlsFront(reference.url, await authority.issue());
  const server = createProxy(http.createServer());
  const note = ({ method, url }: http.IncomingMessage) => through.push(`${method} ${url}`);
  server.prependListener('connect', note);
  server.prependListener('request', note);
  proxy = await running(server);
});

beforeEach(() => {
  through = [];
});

afterAll(async () => {
  await Promise.all([secure.close(), proxy.close(), reference.close()]);
  rmSync(folder, { recursive: true });
});

const proxyUrl = () => `http://127.0.0.1:${proxy.port}`;

/** The checks of messages out of the ordinary, through the proxy. */
async function checked(baseUrl: string): Promise<Report['checks']> {
  const { accounts } = embeddedConfiguration();
  const configuration = { baseUrl, accounts, tls: { ca: 'ca.pem' }, limits: { maxRps: 1000 } };
  writeFileSync(join(folder, 'identity.json'), JSON.stringify(configuration));
  await runCommand(['run', '--config', 'identity.json', '--proxy', proxyUrl(), '--check', 'http.*'], {
    cwd: folder,
  });
  const report = JSON.parse(readFileSync(join(folder, 'reports', 'report.json'), 'utf8')) as Report;
  return report.checks;
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
