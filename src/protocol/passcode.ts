import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Account } from './account';
import { Secret } from './secret';

const run = promisify(execFile);

/** Milliseconds that a passcode command may take. */
const commandTimeoutMs = 30_000;

/** Milliseconds for which a time-based passcode is due (RFC 6238, 4.1). */
const stepMs = 30_000;

/** Milliseconds between two calls of a command that may print another passcode by then. */
const pollMs = 1000;

/** There is no passcode; the message says what to fix, and shows neither secret nor command. */
export class PasscodeUnavailable extends Error {}

/**
 * The passcodes of an account: the configured literal, those of a TOTP secret (RFC 6238: base32, 30 s, six
 * digits), or the first line that a command prints. A time-based passcode serves once (RFC 6238, 5.2), so
 * requests take turns, and after a success the next one waits for the next passcode. A command may print
 * time-based ones too: it is given one step to print another. If it does not, its passcode is a literal.
 */
export class PasscodeSource {
  #turn: Promise<unknown> = Promise.resolve();
  #used: string | undefined;
  #printsLiteral = false;

  /**
   * @param place of the account in the configuration, `accounts.mfaUser`
   * @param over aborted when nothing more is sent: no passcode is waited for then
   */
  constructor(
    readonly account: Account,
    readonly place: string,
    readonly over?: AbortSignal,
  ) {}

  /**
   * Calls `use` with the passcode that is due, one call at a time.
   *
   * @param use resolves to its own result and whether the passcode was accepted
   * @throws PasscodeUnavailable; an AbortError when `over` is aborted meanwhile
   */
  async withPasscode<T extends { readonly accepted: boolean }>(
    use: (passcode: Secret) => Promise<T>,
  ): Promise<T> {
    const taken = this.#turn.then(async () => {
      const passcode = await this.#unused();
      const result = await use(new Secret(passcode, `${this.place}.passcode`));
      if (result.accepted) this.#used = passcode;
      return result;
    });
    this.#turn = taken.catch(() => undefined);
    return taken;
  }

  async #unused(): Promise<string> {
    const { passcode: literal, totpSecret } = this.account;
    const due = await this.#due();
    if (literal || this.#printsLiteral || due !== this.#used) return due;
    if (totpSecret) {
      await sleep(stepMs - (Date.now() % stepMs), this.over);
      return this.#due();
    }
    let next = due;
    for (let waited = 0; next === this.#used && waited < stepMs; waited += pollMs) {
      await sleep(pollMs, this.over);
      next = await this.#due();
    }
    this.#printsLiteral = next === this.#used;
    return next;
  }

  async #due(): Promise<string> {
    const { passcode, totpSecret, passcodeCommand } = this.account;
    if (passcode) return passcode.reveal();
    if (totpSecret) return timeBased(totpSecret, this.place);
    if (passcodeCommand) return printed(passcodeCommand, this.place, this.over);
    throw new PasscodeUnavailable(
      `${this.place} has no passcode: configure passcode, totpSecret or passcodeCommand.`,
    );
  }
}

async function timeBased(secret: Secret, place: string): Promise<string> {
  // Loaded when it is needed: it is an ES module, and few configurations have a TOTP secret.
  const { createGuardrails, generate } = await import('otplib');
  try {
    // Many services give out 80 bits, which is less than RFC 4226 asks of them (4, R6).
    const guardrails = createGuardrails({ MIN_SECRET_BYTES: 10 });
    return await generate({ secret: secret.reveal(), guardrails });
  } catch {
    throw new PasscodeUnavailable(
      `${place}.totpSecret yields no passcode: write it in base32, 16 characters or more.`,
    );
  }
}

async function printed(command: string, place: string, over?: AbortSignal): Promise<string> {
  let output: string;
  try {
    output = (await run('/bin/sh', ['-c', command], { timeout: commandTimeoutMs, signal: over })).stdout;
  } catch {
    throw new PasscodeUnavailable(
      `${place}.passcodeCommand failed: run it in a shell and fix what it reports.`,
    );
  }
  const line = output.split('\n')[0]?.trim();
  if (!line)
    throw new PasscodeUnavailable(
      `${place}.passcodeCommand printed nothing on its first line: let it print the passcode.`,
    );
  return line;
}

async function sleep(ms: number, over?: AbortSignal): Promise<void> {
  over?.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      reject(over?.reason as Error);
    };
    const timer = setTimeout(() => {
      over?.removeEventListener('abort', end);
      resolve();
    }, ms);
    over?.addEventListener('abort', end, { once: true });
  });
}
