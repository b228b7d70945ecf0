import { credentialsOf } from '../auth-request';
import { presentedUser } from '../allowed/presented-user';
import { isLetIn } from '../response/challenge-rules';
import { usernameOf, type Observed } from '../response/response-rule';

interface SeenLogin {
  readonly isRefused: boolean;
  readonly followsWrongSecret?: boolean;
  readonly followsRefusedLogin?: boolean;
}

/**
 * Refusals that a lock may explain: those of users with a failed login and no later success, not even a challenge for a
 * second factor (erratum E39). If the run then sends the plainest valid login at once, and that one succeeds, there was
 * no lock.
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
   * @param seen whether it is a refusal, whether it follows a failed login attempt, and whether it is sent because a valid
   * login after a failed one was refused
   */
  note(observed: Observed & { readonly id: string }, seen: SeenLogin): void {
    const { id, response } = observed;
    const { isRefused, followsWrongSecret, followsRefusedLogin } = seen;
    const username = usernameOf(observed);
    const mayHold = username !== undefined && this.#usernames.has(username) && !isWrong(observed);
    if (isRefused && (followsWrongSecret || mayHold)) this.#explained.add(id);
    if (username === undefined) return;
    if (isLetIn(response)) {
      if (followsRefusedLogin)
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
