import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PasscodeSource } from '../../src/protocol/passcode';
import { Secret } from '../../src/protocol/secret';

// Stands for the library: the passcode is the number of the 30-second step.
jest.mock('otplib', () => ({
  createGuardrails: () => undefined,
  generate: () => Promise.resolve(String(Math.floor(Date.now() / 30_000))),
}));

const totp = { username: 'mia', totpSecret: new Secret('JBSWY3DPEHPK3PXP', 'accounts.mfaUser.totpSecret') };

beforeEach(() => jest.useFakeTimers({ now: 60_000 }));
afterEach(() => jest.useRealTimers());

/** What each of three uses is given, in order, when the server says so of each. */
async function given(source: PasscodeSource, ...accepted: readonly boolean[]): Promise<string[]> {
  const passcodes: string[] = [];
  const uses = accepted.map((each) =>
    source.withPasscode(async (passcode) => {
      passcodes.push(passcode.reveal());
      return { accepted: each };
    }),
  );
  await jest.advanceTimersByTimeAsync(120_000);
  await Promise.all(uses);
  return passcodes;
}

test('a time-based passcode serves until it was accepted, and then the next one is waited for', async () => {
  const source = new PasscodeSource(totp, 'accounts.mfaUser');
  expect(await given(source, false, true, true)).toEqual(['2', '2', '3']);
});

test('a literal passcode serves as often as it is needed', async () => {
  const passcode = new Secret('123456', 'accounts.mfaUser.passcode');
  const source = new PasscodeSource({ username: 'mia', passcode }, 'accounts.mfaUser');
  expect(await given(source, true, true)).toEqual(['123456', '123456']);
});

test('a use that fails does not keep the next one from its turn', async () => {
  const source = new PasscodeSource(totp, 'accounts.mfaUser');
  const failing = source.withPasscode(() => Promise.reject(new Error('no response')));
  await expect(failing).rejects.toThrow('no response');
  expect(await given(source, true)).toEqual(['2']);
});

test('a command is called again after a success until it prints another passcode', async () => {
  jest.useRealTimers();
  const folder = mkdtempSync(join(tmpdir(), 'passcode-'));
  const file = join(folder, 'now');
  writeFileSync(file, '111111\n');
  const account = { username: 'mia', passcodeCommand: `cat '${file}'` };
  const source = new PasscodeSource(account, 'accounts.mfaUser');
  const use = (accepted: boolean) =>
    source.withPasscode(async (passcode) => ({ accepted, passcode: passcode.reveal() }));
  expect((await use(false)).passcode).toBe('111111');
  expect((await use(true)).passcode).toBe('111111');
  setTimeout(() => writeFileSync(file, '222222\n'), 500);
  expect((await use(true)).passcode).toBe('222222');
  rmSync(folder, { recursive: true });
});

test('no passcode is waited for when nothing more is sent', async () => {
  const over = new AbortController();
  const source = new PasscodeSource(totp, 'accounts.mfaUser', over.signal);
  const use = () => source.withPasscode(() => Promise.resolve({ accepted: true }));
  await use();
  const waiting = use();
  const ended = expect(waiting).rejects.toThrow(/abort/i);
  await jest.advanceTimersByTimeAsync(0);
  over.abort();
  await ended;
});
