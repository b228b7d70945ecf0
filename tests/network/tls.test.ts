import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type tls from 'node:tls';
import { startEmbeddedServer, type EmbeddedServer } from '../../src/server';
import { call } from '../cli/captured-io';
import { selfSigned } from '../suite/self-signed-certificate';
import { newAuthority, type Identity } from './authority';
import { running, tlsFront } from './servers';

let folder: string;
let reference: EmbeddedServer;
let authority: Awaited<ReturnType<typeof newAuthority>>;
let good: Identity;
let ca: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tls-'));
  reference = await startEmbeddedServer();
  authority = await newAuthority();
  good = await authority.issue();
  ca = file('ca.pem', authority.cert);
});

afterAll(async () => {
  await reference.close();
  rmSync(folder, { recursive: true });
});

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

/** A profile that has no combinations to count: what is said of the connection does not depend on it. */
const core = ['--profile', 'core'];

/** What `doctor` says of a server that speaks TLS in a given way; white space on one line. */
async function examined(
  options: tls.TlsOptions,
  argv: readonly string[] = [],
  { host = 'localhost', scheme = 'https' } = {},
) {
  const front = await tlsFront(reference.url, options);
  const outcome = await call(
    ['doctor', '--base-url', `${scheme}://${host}:${front.port}`, ...core, ...argv],
    { cwd: folder },
  );
  await front.close();
  return { ...outcome, prose: outcome.stdout.replace(/\s+/g, ' ') };
}

/** With a configuration file of these settings. */
function configured(settings: Record<string, unknown>): string[] {
  return ['--config', file('identity.json', JSON.stringify({ tls: settings }))];
}

test('a certificate of an authority of one’s own is accepted with --ca, and its issuer and expiry are told', async () => {
  const { prose } = await examined(good, ['--ca', 'ca.pem']);
  expect(prose).toMatch(/TLSv1\.3, verified/);
  expect(prose).toContain('issued by CN=Test authority');
  expect(prose).toMatch(/\d{4}-\d\d-\d\d, \d+ days left/);
  expect(prose).toContain('POST /v2.0/tokens responds like an Identity service');
});

test.each([
  ['expired', { from: -30, until: -2 }, 'has expired; install a certificate that is valid now on the server'],
  ['not yet valid', { from: 5 }, 'is not valid yet; install a certificate'],
  [
    'for another host',
    { names: ['other.example'], addresses: [] },
    'is for another host name; check the host of the base URL',
  ],
])('a certificate that is %s is told in a sentence of its own', async (_, wish, sentence) => {
  const { code, prose } = await examined(await authority.issue(wish), ['--ca', 'ca.pem']);
  expect(prose).toContain(`The server at https://localhost:`);
  expect(prose).toContain(sentence);
  expect(code).toBe(3);
});

test.each([
  ['an authority that nobody knows', () => good, 'without that of its issuer'],
  ['itself', () => selfSigned, 'is self-signed, and no trusted authority confirms it; name a file'],
])('a certificate signed by %s is refused unless --ca names it', async (_, identity, sentence) => {
  const { code, prose } = await examined(identity());
  expect(prose).toContain(sentence);
  expect(prose).toContain('--insecure');
  expect(code).toBe(3);
});

test('a server that sends the chain of an unknown authority is told so', async () => {
  const { prose } = await examined({ ...good, cert: good.cert + '\n' + authority.cert });
  expect(prose).toContain('ends at an issuer that this machine does not trust; name a file');
});

test('--insecure goes on, and says so', async () => {
  const { prose, code } = await examined(good, ['--insecure']);
  expect(prose).toContain('NOT VERIFIED because of --insecure');
  expect(prose).toContain('POST /v2.0/tokens responds like an Identity service');
  expect(code).not.toBe(3);
});

test('variables of Node.js do not switch verification off', async () => {
  const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
  process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
  const { code } = await examined(good);
  if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
  else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
  expect(code).toBe(3);
});

test('--ca does not take the place of NODE_EXTRA_CA_CERTS', async () => {
  const front = await tlsFront(reference.url, good);
  const other = file('other-ca.pem', (await newAuthority()).cert);
  const { code } = await call(
    ['doctor', '--base-url', `https://localhost:${front.port}`, '--ca', other, ...core],
    { env: { NODE_EXTRA_CA_CERTS: ca } },
  );
  await front.close();
  expect(code).not.toBe(3);
});

test('the host name is asked for by SNI, and tls.serverName asks for another', async () => {
  const asked: string[] = [];
  const named = await authority.issue({ names: ['service.internal'], addresses: [] });
  const options: tls.TlsOptions = {
    ...named,
    SNICallback: (name, done) => {
      asked.push(name);
      done(null);
    },
  };
  await examined(options, ['--ca', 'ca.pem']);
  expect(new Set(asked)).toEqual(new Set(['localhost']));
  asked.length = 0;
  const settings = configured({ ca: 'ca.pem', serverName: 'service.internal' });
  const { prose } = await examined(options, settings, { host: '127.0.0.1' });
  expect(prose).toContain('responds like an Identity service');
  expect(new Set(asked)).toEqual(new Set(['service.internal']));
});

describe('a server that requires a client certificate', () => {
  const demanding = () => ({ ...good, ca: authority.cert, requestCert: true, rejectUnauthorized: true });

  test.each(['TLSv1.2', 'TLSv1.3'] as const)('is told as such when there is none, in %s', async (version) => {
    const { code, prose } = await examined({ ...demanding(), maxVersion: version }, ['--ca', 'ca.pem']);
    expect(prose).toContain('client certificate');
    expect(prose).toContain('in tls.cert');
    expect(code).toBe(3);
  });

  test('gets that of tls.cert and tls.key, beside the configuration file', async () => {
    const client = await authority.issue({ names: ['client'] });
    file('client.pem', client.cert);
    file('client.key', client.key);
    const { prose } = await examined(
      demanding(),
      configured({ ca: 'ca.pem', cert: 'client.pem', key: 'client.key' }),
    );
    expect(prose).toContain('responds like an Identity service');
  });
});

test('a key that a passphrase protects is opened with tls.passphrase, which is shown nowhere', async () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const locked = privateKey.export({
    ...{ type: 'pkcs8', format: 'pem' },
    ...{ cipher: 'aes-256-cbc', passphrase: 'Canary-4711' },
  });
  file('locked.key', String(locked));
  file('good.pem', good.cert);
  const opened = (passphrase?: string) =>
    examined(good, configured({ cert: 'good.pem', key: 'locked.key', passphrase }));
  const [missing, wrong, other] = [await opened(), await opened('Wrong-4711'), await opened('Canary-4711')];
  expect(missing.stderr).toContain('is a key protected by a passphrase; add tls.passphrase');
  expect(wrong.stderr).toContain('is a key that tls.passphrase does not decrypt');
  expect(other.stderr).toContain('is not the key of the certificate in tls.cert');
  expect([missing, wrong, other].map(({ code }) => code)).toEqual([2, 2, 2]);
  expect(JSON.stringify([missing, wrong, other])).not.toMatch(/Canary|Wrong-4711/);
});

test.each([
  [['--ca', 'nowhere.pem'], '--ca: the file nowhere.pem does not exist'],
  [['--ca', '.'], '--ca: the file . is a directory'],
  [['--ca', 'identity.json'], '--ca: the file identity.json is not a certificate in PEM'],
  [{ ca: 'nowhere.pem' }, 'tls.ca: the file nowhere.pem does not exist'],
  [{ cert: 'ca.pem' }, 'tls.cert needs its key; add tls.key'],
  [{ key: 'ca.pem' }, 'tls.key needs its certificate; add tls.cert'],
  [{ cert: 'ca.pem', key: 'ca.pem' }, 'tls.key: the file ca.pem is not a private key in PEM'],
  [{ passphrase: 'Canary-4711' }, 'is given without a key'],
  [{ serverName: 'https://h.example' }, 'tls.serverName must be a host name'],
  [{ insecure: 'yes' }, 'tls.insecure must be true or false'],
])('%j is refused before anything is sent', async (given, sentence) => {
  const argv = Array.isArray(given) ? given : configured(given);
  file('identity.json', JSON.stringify({ tls: Array.isArray(given) ? {} : given }));
  const { code, stderr } = await call(['doctor', '--base-url', 'https://localhost:1', ...argv], {
    cwd: folder,
  });
  expect(stderr).toContain(sentence);
  expect(code).toBe(2);
});

test('plain http to a port that speaks TLS and closes the connection is reported', async () => {
  const { code, prose } = await examined(good, [], { scheme: 'http' });
  expect(prose).toContain('which begins with https:// where the server speaks TLS');
  expect(code).toBe(3);
});

test.each([
  ['http', 'TLS and sends an alert', Buffer.from('15030300020246', 'hex'), /begin the base URL with https:/i],
  [
    'http',
    'TLS and sends a page',
    'HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n',
    /begin the base URL with https:/i,
  ],
  [
    'https',
    'plain http',
    'HTTP/1.1 400 Bad Request\r\n\r\n',
    /does not speak TLS; begin the base URL with http:\/\//,
  ],
])('%s to a port that speaks %s is told', async (scheme, _what, answer, sentence) => {
  const server = await running(net.createServer((socket) => socket.once('data', () => socket.end(answer))));
  const url = `${scheme}://127.0.0.1:${server.port}`;
  const { code, stdout } = await call(['doctor', '--base-url', url, ...core]);
  await server.close();
  expect(stdout.replace(/\s+/g, ' ')).toMatch(sentence);
  expect(code).toBe(3);
});

test('a server whose version of TLS is too old is told', async () => {
  const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
  const { code, prose } = await examined({ ...good, ...old }, ['--ca', 'ca.pem']);
  expect(prose).toContain('enable TLS 1.2 or later on the server');
  expect(code).toBe(3);
});
