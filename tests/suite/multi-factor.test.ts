import { createHmac } from 'node:crypto';
import { startEmbeddedServer, type Behaviour } from '../../src/server';
import { runCommand } from './command';
import { judge } from './deviating';
import type { Outcome } from './executable';
import { configure, fastConfiguration, useFolder } from './workplace';

const folder = useFolder();

/** Runs the multi-factor login in JSON with the passcode from another source than the usual one. */
async function login(
  source: object,
  behaviour: (standard: Behaviour) => Behaviour = (standard) => standard,
): Promise<Outcome> {
  const server = await startEmbeddedServer({ behaviour });
  const { accounts } = fastConfiguration;
  const { passcode: _, ...mfaUser } = { ...accounts.mfaUser, ...source };
  const file = configure(folder(), { ...fastConfiguration, accounts: { ...accounts, mfaUser } });
  const argv = ['run', '--base-url', server.url, '--config', file, '--check', 'mfa.second-request/json'];
  const outcome = await runCommand(argv, { cwd: folder() });
  await server.close();
  return outcome;
}

/** RFC 6238 with SHA-1, 30 s and six digits, for a key of ASCII characters. */
function totp(key: string, now = Date.now()): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)));
  const digest = createHmac('sha1', key).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0xf;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

test('the clock of this test is that of RFC 6238', () => {
  expect(totp('12345678901234567890', 59_000)).toBe('287082');
});

test('the passcode comes from a TOTP secret', async () => {
  const { status, stdout } = await login({ totpSecret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' }, (standard) => ({
    ...standard,
    passcodeMatches: (_session, passcode) => {
      const now = Date.now();
      const due = [totp('12345678901234567890', now), totp('12345678901234567890', now - 30_000)];
      return due.includes(passcode);
    },
  }));
  expect(stdout).toContain('Conformant');
  expect(status).toBe(0);
});

test('the passcode is the first line that a command prints', async () => {
  const { passcode } = fastConfiguration.accounts.mfaUser;
  const { status } = await login({ passcodeCommand: `echo ${passcode}; echo and more` });
  expect(status).toBe(0);
});

test('a command that fails is a matter of the configuration, named without showing it', async () => {
  const { status, stdout, stderr } = await login({ passcodeCommand: 'echo hidden-word >&2; exit 3' });
  expect(stdout).toContain('accounts.mfaUser.passcodeCommand failed');
  expect(stdout + stderr).not.toContain('hidden-word');
  expect(status).toBe(4);
});

test('a service that keeps one pending session for a user conforms', async () => {
  const { status, stdout } = await judge(
    (standard) => {
      const pending = new Map<string, string>();
      return {
        ...standard,
        startSession: (user, by) => {
          standard.endSession(pending.get(user.username) ?? '');
          const id = standard.startSession(user, by);
          pending.set(user.username, id);
          return id;
        },
      };
    },
    ...['--check', 'mfa.*', '--check', 'setup.*', '--seed', '1'],
  );
  expect(stdout).toContain('Conformant');
  expect(status).toBe(0);
});
