import { credentialsOf } from '../request/auth-request';
import { presentedUser } from '../allowed/presented-user';
import { isLetIn } from '../response/challenge-rules';
import { usernameOf, type Observed } from '../response/response-rule';

/**
 * Refusals that a lock may explain: those of users of whom a login failed, and none has succeeded since, not even as far
 * as the challenge for a second factor (erratum E39). Where the next valid login succeeds, there was no lock.
 */
export class PossibleLocks {
  readonly #usernames = new Set<string>();
  readonly #explained = new Set<string>();
  /** Refusals of valid logins since the last failed one, by user name. */
  readonly #refused = new Map<string, string[]>();

  /** Whether a lock may be the reason for the refusal of an exchange, by its id. */
  mayExplain(id: string): boolean {
    return this.#explained.has(id);
  }

  /**
   * Takes note of an exchange, in the order in which they were answered.
   *
   * @param followsWrongSecret whether it is sent after a failed login attempt to see whether the user is locked out
   */
  note(observed: Observed & { readonly id: string }, isRefused: boolean, followsWrongSecret = false): void {
    const { id, response } = observed;
    const username = usernameOf(observed);
    const mayHold = username !== undefined && this.#usernames.has(username) && !isWrong(observed);
    if (isRefused && (followsWrongSecret || mayHold)) this.#explained.add(id);
    if (username === undefined) return;
    if (isLetIn(response)) {
      for (const refused of this.#refused.get(username) ?? []) this.#explained.delete(refused);
      this.#usernames.delete(username);
      this.#refused.delete(username);
    } else if (isWrong(observed)) {
      this.#usernames.add(username);
      this.#refused.delete(username);
    } else if (isRefused) this.#refused.set(username, [...(this.#refused.get(username) ?? []), id]);
  }
}

function isWrong({ request, known }: Observed): boolean {
  const { type, secret } = credentialsOf(request) ?? {};
  return type === 'passcode'
    ? typeof secret === 'string' && known.users.isWrongPasscode(secret)
    : presentedUser(request, known)?.verdict === 'wrong';
}
