import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Account } from './configuration';
import { Secret } from './secret';

const run = promisify(execFile);

/** Milliseconds that a passcode command may take. */
const commandTimeoutMs = 30_000;

/**
 * The passcode that is due now: the configured literal, one of a TOTP secret (RFC 6238: base32, 30 s, six
 * digits), or the first line that a command prints. The command is run by the shell, as configured.
 *
 * @throws Error in one sentence, when the secret is no base32 or the command fails; neither is shown
 */
export async function currentPasscode(account: Account, place: string): Promise<Secret> {
  if (account.passcode) return account.passcode;
  if (account.totpSecret) {
    // Loaded when it is needed: it is an ES module, and few configurations have a TOTP secret.
    const { generate } = await import('otplib');
    try {
      return new Secret(await generate({ secret: account.totpSecret.reveal() }), `${place}.passcode`);
    } catch {
      throw new Error(
        `${place}.totpSecret gives no passcode: write it in base32, at least 16 characters of it.`,
      );
    }
  }
  if (account.passcodeCommand) {
    try {
      const { stdout } = await run('/bin/sh', ['-c', account.passcodeCommand], { timeout: commandTimeoutMs });
      const line = stdout.split('\n')[0]?.trim();
      if (line) return new Secret(line, `${place}.passcode`);
    } catch {
      throw new Error(`${place}.passcodeCommand failed: run it in a shell and mend what it reports.`);
    }
    throw new Error(`${place}.passcodeCommand printed no passcode on its first line.`);
  }
  throw new Error(`${place} has no passcode: configure passcode, totpSecret or passcodeCommand.`);
}
