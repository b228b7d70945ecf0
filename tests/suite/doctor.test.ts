import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { embeddedConfiguration, startEmbeddedServer, type Behaviour } from '../../src/server';
import { runCommand } from './command';
import { runExecutable, type Outcome } from './executable';
import { selfSigned } from './self-signed-certificate';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'conformance doctor '));
});

afterEach(() => rmSync(folder, { recursive: true }));

function configure(configuration: object): string {
  const file = join(folder, 'identity.json');
  writeFileSync(file, JSON.stringify(configuration));
  return file;
}

/** A profile without combinations to count, for what is said of the server alone. */
const core = ['--profile', 'core'];

/** What doctor says of an embedded server that behaves as told, to a configuration of all accounts unless told. */
async function examined(
  changes: object = {},
  behaviour: (standard: Behaviour) => Behaviour = (standard) => standard,
): Promise<Outcome> {
  const server = await startEmbeddedServer({ behaviour });
  const file = configure({ ...embeddedConfiguration(), limits: { maxRps: 1000 }, ...changes });
  const outcome = await runCommand(['doctor', '--base-url', server.url, '--config', file]);
  await server.close();
  return outcome;
}

async function serving<T>(server: Server, scheme: string, use: (url: string) => Promise<T>): Promise<T> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await use(`${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const page: RequestListener = (_request, response) => {
  response.writeHead(404, { 'Content-Type': 'text/html' }).end('<!doctype html><title>Not found</title>');
};

/** The table as running text: without columns, so that a sentence can be found across its lines. */
function prose({ stdout }: Outcome): string {
  return stdout.replace(/\s+/g, ' ');
}

test('the embedded server is ready, and the requests of a run are foretold', async () => {
  const outcome = await runCommand(['doctor']);
  expect(outcome).toMatchObject({ status: 0, stderr: '' });
  expect(prose(outcome)).toContain('the embedded server');
  expect(prose(outcome)).toContain('✓ ok mfa-setup testable');
  expect(outcome.stdout).not.toContain('✕');

  const { stdout } = await runCommand(['run', '--fuzz', '0', '--report-dir', join(folder, 'reports')]);
  const foretold = Number(
    /requests (\d+), a few more or fewer depending on the seed/.exec(prose(outcome))?.[1],
  );
  const checks = /checks (\d+) in scope/.exec(prose(outcome))?.[1];
  expect(stdout).toContain(`${checks} checks:`);
  const sent = Number(/(\d+) requests in/.exec(stdout)?.[1]);
  expect(Math.abs(sent - foretold)).toBeLessThan(20);
  const wrong = [...prose(outcome).matchAll(/failed logins (\d+) for (\w+)/g)];
  // How many depends on the seed, which doctor and a run draw each for itself.
  expect(wrong.length).toBeGreaterThan(0);
  for (const [, count, name] of wrong) {
    const made = Number(new RegExp(`Failed login attempts: .*\\b${name} (\\d+)`).exec(stdout)?.[1]);
    expect(Math.abs(made - Number(count))).toBeLessThan(4);
  }
});

test('each account is logged in once by each secret, and no passcode is spent', async () => {
  const logins: string[] = [];
  let passcodes = 0;
  const outcome = await examined({}, (standard) => ({
    ...standard,
    secretMatches: (user, login) => {
      logins.push(`${user?.username} ${login.method}`);
      return standard.secretMatches(user, login);
    },
    passcodeMatches: (session, passcode) => {
      passcodes += 1;
      return standard.passcodeMatches(session, passcode);
    },
  }));
  expect(outcome.status).toBe(0);
  expect(logins).toEqual([
    'alice PASSWORD',
    'alice APIKEY',
    'bob PASSWORD',
    'dave PASSWORD',
    'rena PASSWORD',
    'mia PASSWORD',
    'seth PASSWORD',
  ]);
  expect(passcodes).toBe(0);
});

test('a refused connection is unreachable, and no login is tried', async () => {
  const server = await startEmbeddedServer();
  await server.close();
  const file = configure(embeddedConfiguration());
  const outcome = await runCommand(['doctor', '--base-url', server.url, '--config', file, ...core]);
  expect(outcome.status).toBe(3);
  expect(prose(outcome)).toMatch(/✕ problem TCP port \d+ of 127\.0\.0\.1 refuses connections/);
  expect(prose(outcome)).toContain('? unknown accounts.user not tried, because the server cannot be reached');
});

test('a host name that nobody knows is told as such', async () => {
  const outcome = await runCommand(['doctor', '--base-url', 'https://nowhere.invalid', ...core]);
  expect(outcome.status).toBe(3);
  expect(prose(outcome)).toMatch(/✕ problem DNS the name nowhere\.invalid (is not known|could not)/);
  expect(prose(outcome)).toContain('? unknown TLS not tried');
});

test('a wrong password is named by its account, and the profile that depends on it is not testable', async () => {
  const { accounts } = embeddedConfiguration();
  const outcome = await examined({
    accounts: { ...accounts, secondUser: { ...accounts.secondUser, password: 'Mistaken-4711' } },
  });
  expect(outcome.status).toBe(4);
  expect(prose(outcome)).toContain(
    '✕ problem accounts.secondUser bob by password: 401, unauthorized: the credentials look wrong',
  );
  expect(prose(outcome)).toContain('Check accounts.secondUser.username and accounts.secondUser.password.');
  expect(prose(outcome)).toMatch(/✕ problem core \d+ checks, some of which depend on accounts\.secondUser/);
  expect(prose(outcome)).toContain('✓ ok accounts.user alice');
  expect(outcome.stdout).not.toContain('Mistaken-4711');
});

test('a missing account names what to configure, for its own profile only', async () => {
  const { mfaUser: _, ...accounts } = embeddedConfiguration().accounts;
  const outcome = await examined({ accounts });
  expect(outcome.status).toBe(4);
  expect(prose(outcome)).toContain('? unknown accounts.mfaUser not configured');
  expect(prose(outcome)).toMatch(/✕ problem mfa \d+ of \d+ checks cannot be verified/);
  expect(prose(outcome)).toContain(
    'Configure accounts.mfaUser.passcode, accounts.mfaUser.password and accounts.mfaUser.username, or leave out the profile mfa.',
  );
  expect(prose(outcome)).toMatch(/✓ ok xml testable, \d+ checks/);
});

test('a profile that is left out needs no account', async () => {
  const { user, secondUser, disabledUser } = embeddedConfiguration().accounts;
  const outcome = await examined({
    profiles: ['core', 'api-key', 'xml'],
    accounts: { user, secondUser, disabledUser },
  });
  expect(outcome.status).toBe(0);
  expect(prose(outcome)).toContain('(left out: rcn, mfa, mfa-setup)');
  expect(prose(outcome)).toContain('accounts.mfaUser nothing in scope needs it');
});

test('accounts that are not what they should be are told by what came instead', async () => {
  const outcome = await examined({}, (standard) => ({
    ...standard,
    refuseDisabled: () => undefined,
    passcodeIsDue: () => false,
    refuseWithoutSetup: () => undefined,
  }));
  expect(outcome.status).toBe(4);
  expect(prose(outcome)).toContain('dave by password: 200, access granted: the user is not disabled');
  expect(prose(outcome)).toContain('mia by password: 200, access granted: the user has no second factor');
  expect(prose(outcome)).toContain('seth by password: 200, access granted: the user does not have to set up');
});

test('a limit that keeps checks from being verified is a problem', async () => {
  const outcome = await examined({ limits: { maxRps: 1000, wrongPasswordAttempts: 0 } });
  expect(outcome.status).toBe(4);
  expect(prose(outcome)).toMatch(
    /✕ problem failed logins none of \d+ for alice; the checks that need one cannot be verified/,
  );
  expect(prose(outcome)).toContain('Raise limits.wrongPasswordAttempts');
});

test('what a limit leaves out is counted, and is no problem', async () => {
  const outcome = await examined({ limits: { maxRps: 1000, wrongSecretsPerAccount: 6 } });
  expect(outcome.status).toBe(0);
  expect(prose(outcome)).toMatch(
    /ok failed logins 6 for alice, with successful logins in between; \d+ more are left out because of limits\.wrongSecretsPerAccount/,
  );
});

test('a host that is not Identity is asked once', async () => {
  let asked = 0;
  const counting: RequestListener = (request, response) => {
    asked += 1;
    page(request, response);
  };
  const file = configure(embeddedConfiguration());
  const outcome = await serving(createServer(counting), 'http', (url) =>
    runCommand(['doctor', '--base-url', url, '--config', file, ...core]),
  );
  expect(outcome.status).toBe(1);
  expect(prose(outcome)).toContain('✕ problem operation There is no Identity service at');
  expect(asked).toBe(1);
});

test('a certificate that nobody vouches for is told with the way to trust it', async () => {
  await serving(createSecureServer(selfSigned, page), 'https', async (url) => {
    const refused = await runCommand(['doctor', '--base-url', url, ...core]);
    expect(refused.status).toBe(3);
    expect(prose(refused)).toContain(
      'is self-signed, and no trusted authority confirms it Name a file with the certificate (PEM) in --ca or tls.ca',
    );
    expect(prose(refused)).toMatch(/certificate of CN=localhost, .*, issued by CN=localhost/);
    expect(prose(refused)).toMatch(/expiry 2120-01-01, \d+ days left/);

    const trusted = join(folder, 'issuer.pem');
    writeFileSync(trusted, selfSigned.cert);
    const env = { NODE_EXTRA_CA_CERTS: trusted };
    const accepted = await runExecutable(['doctor', '--base-url', url, ...core], { env });
    expect(prose(accepted)).toMatch(/✓ ok TLS TLSv1\.\d, verified/);
    expect(accepted.status).toBe(1);
  });
});

test('a port that does not speak TLS is reported as such', async () => {
  await serving(createServer(page), 'https', async (url) => {
    const outcome = await runCommand(['doctor', '--base-url', url, ...core]);
    expect(outcome.status).toBe(3);
    expect(prose(outcome)).toMatch(/✕ problem TLS \S+ does not speak TLS/);
  });
});

test('a wrong configuration sends nothing', async () => {
  let asked = 0;
  const counting: RequestListener = (_request, response) => {
    asked += 1;
    response.end();
  };
  await serving(createServer(counting), 'http', async (url) => {
    const file = configure({ baseUrl: url, accounts: { user: { username: 'a', pasword: 'secret-1' } } });
    const { status, stdout, stderr } = await runCommand(['doctor', '--config', file]);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('accounts.user.pasword is not known; did you mean password?');
  });
  expect(asked).toBe(0);
});

test('no secret is on the screen, though the server repeats it, and no passcode command is run', async () => {
  const { accounts, ...rest } = embeddedConfiguration();
  const { passcode: _, ...mfaUser } = accounts.mfaUser;
  const ran = join(folder, 'ran');
  const server = await startEmbeddedServer({
    behaviour: (standard) => ({
      ...standard,
      secretMatches: () => Promise.resolve(false),
      faultToJson: (_fault, request) => ({ error: Buffer.from(request.body).toString('utf8') }),
    }),
  });
  const file = configure({
    ...rest,
    accounts: { ...accounts, mfaUser: { ...mfaUser, passcodeCommand: `echo 1234-Canary > '${ran}'` } },
    headers: { 'X-Auth-Token': 'Header-Canary-4711' },
    limits: { maxRps: 1000 },
  });
  const { status, stdout, stderr } = await runCommand(['doctor', '--base-url', server.url, '--config', file]);
  await server.close();
  expect(status).toBe(4);
  const secrets = Object.values(accounts).flatMap((account) =>
    (['password', 'apiKey', 'passcode'] as const).flatMap((member) => account[member] ?? []),
  );
  const forms = [...secrets, 'Canary'].flatMap((secret) => [
    secret,
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret).toString('base64'),
  ]);
  expect(forms.filter((form) => (stdout + stderr).includes(form))).toEqual([]);
  expect(existsSync(ran)).toBe(false);
});
