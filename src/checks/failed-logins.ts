import type { Configuration } from '../configuration/configuration';
import type { Exchange } from '../http/exchange/exchange';
import { leftOut, unverifiable } from '../oracle/deviation';
import { isLetIn } from '../oracle/response/challenge-rules';
import { quantity } from '../text/prose';

/**
 * The failed login attempts of a run, by user name: how many were sent, and whether the account still accepts its user. A
 * server may lock an account for them (erratum E39), so a valid login follows each before the next.
 */
export class FailedLogins {
  readonly #sent = new Map<string, number>();
  readonly #inARow = new Map<string, number>();
  /** Why nothing more is sent, by user name: the outcome of the valid login. */
  readonly #stopped = new Map<string, string>();

  constructor(readonly limits: Configuration['limits']) {}

  get sent(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#sent);
  }

  /**
   * Counts one more failed login attempt.
   *
   * @param account as a configuration names it, `accounts.user`
   * @throws Deviation if it must not be sent
   */
  spend(username: string, account: string): void {
    const { wrongPasswordAttempts, wrongSecretsPerAccount } = this.limits;
    const stopped = this.#stopped.get(username);
    if (stopped !== undefined) unverifiable(`Not sent: ${account} ${stopped}.`);
    const sent = this.#sent.get(username) ?? 0;
    if (sent >= wrongSecretsPerAccount)
      leftOut(
        `limits.wrongSecretsPerAccount allows ${quantity(wrongSecretsPerAccount, 'failed login attempt')} for ${account}.`,
      );
    const inARow = this.#inARow.get(username) ?? 0;
    if (inARow >= wrongPasswordAttempts)
      leftOut(
        `limits.wrongPasswordAttempts allows ${quantity(wrongPasswordAttempts, 'failed login attempt')} in a row for ${account}.`,
      );
    this.#sent.set(username, sent + 1);
    this.#inARow.set(username, inARow + 1);
  }

  /** Notes whether the valid login after a failed login attempt succeeded. */
  followed(username: string, response: Exchange): void {
    if (isLetIn(response)) this.#inARow.delete(username);
    else if (response.failure)
      this.#stopped.set(
        username,
        `had no response to its valid login after a failed login attempt: ${response.failure}`,
      );
    else
      this.#stopped.set(
        username,
        'may be locked after a failed login attempt, which the server may decide (erratum E39)',
      );
  }
}
