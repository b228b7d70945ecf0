import type { Configuration } from '../configuration/configuration';
import type { Exchange } from '../http/exchange/exchange';
import { leftOut, unverifiable } from '../oracle/deviation';
import { isLetIn } from '../oracle/response/challenge-rules';

/**
 * The failed logins of a run, by user name: how many went out, and whether the account still lets its user in. A
 * server may lock an account for them (erratum E39), so that a right login follows each before the next.
 */
export class FailedLogins {
  readonly #sent = new Map<string, number>();
  readonly #inARow = new Map<string, number>();
  readonly #locked = new Set<string>();

  constructor(readonly limits: Configuration['limits']) {}

  get sent(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#sent);
  }

  /**
   * Counts one more wrong secret.
   *
   * @param account as a configuration names it, `accounts.user`
   * @throws Deviation where it must not go out
   */
  spend(username: string, account: string): void {
    const { wrongPasswordAttempts, wrongSecretsPerAccount } = this.limits;
    if (this.#locked.has(username))
      unverifiable(
        `Not sent: ${account} was no longer let in after a wrong secret, which a server may decide (erratum E39).`,
      );
    const sent = this.#sent.get(username) ?? 0;
    if (sent >= wrongSecretsPerAccount)
      leftOut(`limits.wrongSecretsPerAccount allows ${wrongSecretsPerAccount} wrong secrets for ${account}.`);
    const inARow = this.#inARow.get(username) ?? 0;
    if (inARow >= wrongPasswordAttempts)
      leftOut(
        `limits.wrongPasswordAttempts allows ${wrongPasswordAttempts} wrong secrets in a row for ${account}.`,
      );
    this.#sent.set(username, sent + 1);
    this.#inARow.set(username, inARow + 1);
  }

  /** Says what came of the right login behind a wrong secret. */
  followed(username: string, response: Exchange): void {
    if (isLetIn(response)) this.#inARow.delete(username);
    else this.#locked.add(username);
  }
}
