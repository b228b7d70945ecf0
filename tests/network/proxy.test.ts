import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedServer, type EmbeddedServer } from '../../src/server';
import { call } from '../cli/captured-io';
import { newAuthority } from './authority';
import { proxyServer, running, tlsFront, type Running } from './servers';

const password = 'Canary/4711 ü';
const withCredentials = `alice:${encodeURIComponent(password)}@`;
let folder: string;
let reference: EmbeddedServer;
let secure: Running;
let ca: string;
/** What went through the proxy: `CONNECT localhost:8443`, `POST http://...` */
const through: string[] = [];
let open: Running;
let guarded: Running;
const variables = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'ALL_PROXY'].flatMap((name) => [
  name,
  name.toLowerCase(),
]);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'proxy-'));
  reference = await startEmbeddedServer();
  const authority = await newAuthority();
  secure = await tlsFront(reference.url, await authority.issue());
  ca = join(folder, 'ca.pem');
  writeFileSync(ca, authority.cert);
  open = await proxyServer(through);
  guarded = await proxyServer(through, `alice:${password}`);
});

beforeEach(() => {
  through.length = 0;
  for (const name of variables) delete process.env[name];
});

afterAll(async () => {
  await Promise.all([open, guarded, secure].map((server) => server.close()));
  await reference.close();
  rmSync(folder, { recursive: true });
});

const at = ({ port }: Running) => `http://127.0.0.1:${port}`;

/** What `doctor` says, white space on one line; both outputs together for the search of secrets. */
async function examined(...argv: string[]) {
  const { code, stdout, stderr } = await call(['doctor', '--profile', 'core', ...argv], { cwd: folder });
  return { code, stderr, prose: stdout.replace(/\s+/g, ' '), all: stdout + stderr };
}

const https = () => ['--base-url', `https://localhost:${secure.port}`, '--ca', ca];
const plain = () => ['--base-url', reference.url];
const tunnel = () => `CONNECT localhost:${secure.port}`;

test('an https server is reached through a tunnel, and its certificate is verified', async () => {
  const { prose } = await examined(...https(), '--proxy', at(open));
  expect(through).toContain(tunnel());
  expect(prose).toContain(`proxy http://127.0.0.1:${open.port}, from --proxy`);
  expect(prose).toMatch(/TLSv1\.3, verified/);
  expect(prose).toContain('responds like an Identity service');
});

test('a wrong certificate behind a proxy is told of the server, not of the proxy', async () => {
  const url = `https://localhost:${secure.port}`;
  const { prose, code } = await examined('--base-url', url, '--proxy', at(open));
  expect(prose).toContain(`localhost:${secure.port} sends its certificate without that of its issuer`);
  expect(code).toBe(3);
});

test('an address behind a proxy is held against its certificate', async () => {
  const argv = ['--ca', ca, '--proxy', `http://localhost:${open.port}`];
  const { prose } = await examined('--base-url', `https://127.0.0.1:${secure.port}`, ...argv);
  expect(prose).toContain('responds like an Identity service');
});

test('an http server is reached through a proxy that reads the requests', async () => {
  const { prose } = await examined(...plain(), '--proxy', at(open));
  expect(through).toContain(`POST ${reference.url}/v2.0/tokens`);
  expect(prose).toContain('responds like an Identity service');
});

describe.each([
  ['https', https],
  ['http', plain],
])('for a server that speaks %s', (_, server) => {
  test('credentials open the proxy, and are shown nowhere', async () => {
    const url = `http://${withCredentials}127.0.0.1:${guarded.port}`;
    const { prose, all } = await examined(...server(), '--proxy', url);
    expect(prose).toContain('with a user name and a password');
    expect(prose).toContain('responds like an Identity service');
    expect(all).not.toMatch(/Canary|4711|alice/);
  });

  test('a proxy that refuses because of wrong credentials is named as the proxy', async () => {
    const without = await examined(...server(), '--proxy', at(guarded));
    expect(without.prose).toMatch(
      /the proxy http:\/\/127\.0\.0\.1:\d+ \(--proxy\) responded with 407 and asks for a user name and a password/,
    );
    const url = `http://alice:Wrong-4711@127.0.0.1:${guarded.port}`;
    const wrong = await examined(...server(), '--proxy', url);
    expect(wrong.prose).toContain(
      'responded with 407 and does not accept the user name and password in its URL; check them',
    );
    expect(wrong.all).not.toMatch(/Wrong-4711|alice/);
    expect([without.code, wrong.code]).toEqual([3, 3]);
  });

  test('a proxy that is not there is told', async () => {
    const gone = await running(net.createServer());
    await gone.close();
    const { prose, code } = await examined(...server(), '--proxy', at(gone));
    expect(prose).toContain(`the proxy ${at(gone)} (--proxy) refuses connections`);
    expect(code).toBe(3);
  });
});

test.each<[string, (socket: net.Socket) => void, string]>([
  [
    'a web server',
    (socket) => socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n'),
    'responded with 404 to a request for a tunnel; check that it is a proxy',
  ],
  [
    'no HTTP',
    (socket) => socket.end('220 mail.example ESMTP\r\n\r\n'),
    'does not respond like a proxy; check that there is a proxy',
  ],
  ['silence and an end', (socket) => socket.end(), 'does not respond like a proxy'],
  [
    'that it cannot reach the server',
    (socket) => socket.end('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n'),
    'responded with 502: it could not reach the server; check the base URL',
  ],
])('%s in the place of a tunnel is told', async (_, answer, sentence) => {
  const server = await running(net.createServer((socket) => socket.once('data', () => answer(socket))));
  const { prose, code } = await examined(...https(), '--proxy', at(server));
  await server.close();
  expect(prose).toContain(sentence);
  expect(code).toBe(3);
});

describe('the environment', () => {
  const elsewhere = ['--base-url', 'http://identity.test'];

  test.each(['HTTP_PROXY', 'http_proxy'])('%s names a proxy for servers on other machines', async (name) => {
    process.env[name] = `http://${withCredentials}127.0.0.1:${open.port}`;
    const { prose, all } = await examined(...elsewhere);
    expect(prose).toContain(`http://127.0.0.1:${open.port}, from HTTP_PROXY`);
    expect(through).toContain('POST http://identity.test/v2.0/tokens');
    expect(all).not.toMatch(/Canary|alice/);
  });

  test.each(['NO_PROXY', 'no_proxy'])('%s names the hosts that need none', async (name) => {
    process.env['HTTP_PROXY'] = at(open);
    process.env[name] = '.other.example,identity.test';
    const { prose } = await examined(...elsewhere, '--timeout', '2000');
    expect(prose).not.toContain('HTTP_PROXY');
    expect(through).toEqual([]);
  });

  test('is not for servers on this machine', async () => {
    process.env['HTTP_PROXY'] = at(open);
    const { prose } = await examined(...plain());
    expect(prose).toContain('responds like an Identity service');
    expect(through).toEqual([]);
  });

  test('comes after the file, and the file after --proxy', async () => {
    process.env['HTTPS_PROXY'] = 'http://127.0.0.1:1';
    const file = join(folder, 'proxied.json');
    writeFileSync(file, JSON.stringify({ proxy: at(open) }));
    await examined(...https(), '--config', file);
    expect(through).toContain(tunnel());
    through.length = 0;
    writeFileSync(file, JSON.stringify({ proxy: 'http://127.0.0.1:1' }));
    await examined(...https(), '--config', file, '--proxy', at(open));
    expect(through).toContain(tunnel());
  });
});

test('the embedded server is reached without a proxy', async () => {
  process.env['HTTP_PROXY'] = at(open);
  const { prose } = await examined('--proxy', at(open));
  expect(prose).toContain('responds like an Identity service');
  expect(through).toEqual([]);
});

test.each([
  ['', '--proxy is empty'],
  ['proxy.example', '--proxy must be the URL of an HTTP proxy'],
  ['socks5://Canary:Canary@h', '--proxy must be the URL of an HTTP proxy'],
  ['http://Canary:Canary@h/p', '--proxy has a path'],
  ['http://u:%zz-Canary@h', 'not percent-encoded'],
  ['http://Canary:abc@h', 'fewer than 4 characters'],
])('--proxy %j is refused before anything is sent', async (url, sentence) => {
  const { code, stderr } = await examined(...plain(), '--proxy', url);
  expect(stderr).toContain(sentence);
  expect(stderr).not.toContain('Canary');
  expect(code).toBe(2);
});
