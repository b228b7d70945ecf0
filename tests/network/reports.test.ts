import { execFile } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Ajv2020 } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { inProject } from '../../src/contract/package-files';
import { startEmbeddedServer, type EmbeddedServer } from '../../src/server';
import type { Report } from '../../src/report/report';
import { runCommand } from '../suite/command';
import { newAuthority } from './authority';
import { proxyServer, tlsFront, type Running } from './servers';

const password = 'Canary+4711%';
let folder: string;
let authority: Awaited<ReturnType<typeof newAuthority>>;
let reference: EmbeddedServer;
let secure: Running;
let proxy: Running;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'network-reports-'));
  reference = await startEmbeddedServer();
  authority = await newAuthority();
  writeFileSync(join(folder, 'ca.pem'), authority.cert);
  secure = await tlsFront(reference.url, await authority.issue());
  proxy = await proxyServer([], `alice:${password}`);
});

afterAll(async () => {
  await Promise.all([secure.close(), proxy.close(), reference.close()]);
  rmSync(folder, { recursive: true });
});

/** A run of a few checks that need no account. */
async function ran(...argv: string[]) {
  const { status, stdout, stderr } = await runCommand(
    [
      ...['run', '--check', 'fault.schema/auth-required-json-auth-a-*', '--report-dir', 'reports'],
      ...['--base-url', `https://localhost:${secure.port}`, ...argv],
    ],
    { cwd: folder },
  );
  const [html = '', junit = '', summary = '', json = ''] = [
    'report.html',
    'junit.xml',
    'summary.md',
    'report.json',
  ].map((name) => readFileSync(join(folder, 'reports', name), 'utf8'));
  const report = JSON.parse(json) as Report;
  return { status, console: stdout + stderr, html, junit, summary, json, report };
}

test('--insecure is loud in every report', async () => {
  const { console, html, junit, summary, report } = await ran('--insecure');
  for (const text of [console, html, summary].map((each) => each.replace(/\s+/g, ' '))) {
    expect(text).toContain('TLS NOT VERIFIED');
    expect(text).toContain('certificate of the server was not verified');
  }
  expect(junit).toContain('<property name="tls" value="not verified"/>');
  expect(report.target.tlsVerified).toBe(false);
  expect(report.reason).toContain('another server may have responded in its place');
  const [exchange] = report.exchanges;
  expect(exchange?.curl).toContain(' --insecure ');
});

test('the proxy is in the reports, and its credentials are in none', async () => {
  const url = `http://alice:${encodeURIComponent(password)}@127.0.0.1:${proxy.port}`;
  const { console, html, junit, summary, json, report } = await ran('--ca', 'ca.pem', '--proxy', url);
  expect(report.target).toMatchObject({ tlsVerified: true, proxy: `http://127.0.0.1:${proxy.port}` });
  expect(report.exchanges[0]?.curl).toContain(
    `--proxy 'http://127.0.0.1:${proxy.port}' --proxy-user "$PROXY_CREDENTIALS"`,
  );
  expect(report.exchanges[0]?.response).toBeDefined();
  expect([console, html, junit, summary, json].join('\n')).not.toMatch(/Canary|alice/);
  const schema = JSON.parse(readFileSync(inProject('schemas', 'report.schema.json'), 'utf8')) as object;
  expect(addFormats(new Ajv2020({ strict: false })).compile(schema)(report)).toBe(true);
});

test('a curl line repeats a request that needs an authority, a client certificate and a proxy', async () => {
  const client = await authority.issue({ names: ['client'] });
  const locked = createPrivateKey(client.key).export({
    ...{ type: 'pkcs8', format: 'pem' },
    ...{ cipher: 'aes-256-cbc', passphrase: password },
  });
  mkdirSync(join(folder, 'settings'));
  const files = { '../ca.pem': authority.cert, "it's:mine.pem": client.cert, 'client.key': String(locked) };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'settings', name), text);
  const [ca, cert, key] = Object.keys(files);
  const tls = { ca, cert, key, passphrase: password };
  const url = `http://alice:${encodeURIComponent(password)}@127.0.0.1:${proxy.port}`;
  writeFileSync(join(folder, 'settings', 'tls.json'), JSON.stringify({ tls, proxy: url }));
  const demanding = { ca: authority.cert, requestCert: true, rejectUnauthorized: true };
  const front = await tlsFront(reference.url, { ...(await authority.issue()), ...demanding });
  const { json, report } = await ran(
    ...['--config', join('settings', 'tls.json'), '--base-url', `https://localhost:${front.port}`],
  );
  const [exchange] = report.exchanges;
  const environment = { PROXY_CREDENTIALS: `alice:${password}`, TLS_PASSPHRASE: password };
  const repeated = await promisify(execFile)('bash', ['-c', exchange?.curl ?? ''], {
    ...{ cwd: folder, env: { PATH: process.env['PATH'], ...environment } },
  });
  await front.close();
  expect(exchange?.curl).toContain(` --cacert 'ca.pem' --cert 'settings/it'`);
  expect(exchange?.curl).toContain(` --key 'settings/client.key' --pass "$TLS_PASSPHRASE"`);
  expect(repeated.stdout).toContain(`HTTP/1.1 ${exchange?.response?.status} `);
  expect(json).not.toMatch(/Canary|alice/);
});
