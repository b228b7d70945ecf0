import { credentialsOf } from '../request/auth-request';
import { presentedUser } from '../allowed/presented-user';
import { isLetIn } from '../response/challenge-rules';
import { usernameOf, type Observed } from '../response/response-rule';

/**
 * Users who may be locked out: a login of theirs failed, and none has succeeded since, not even as far as the challenge
 * for a second factor (erratum E39).
 */
export class PossibleLocks {
  readonly #usernames = new Set<string>();

  /** Whether a lock may be the reason for a refusal. */
  mayHold(observed: Observed): boolean {
    const username = usernameOf(observed);
    return username !== undefined && this.#usernames.has(username) && !isWrong(observed);
  }

  /** Takes note of an exchange, in the order in which they were answered. */
  note(observed: Observed): void {
    const username = usernameOf(observed);
    if (username === undefined) return;
    if (isLetIn(observed.response)) this.#usernames.delete(username);
    else if (isWrong(observed)) this.#usernames.add(username);
  }
}

function isWrong({ request, known }: Observed): boolean {
  const { type, secret } = credentialsOf(request) ?? {};
  return type === 'passcode'
    ? typeof secret === 'string' && known.users.isWrongPasscode(secret)
    : presentedUser(request, known)?.verdict === 'wrong';
}
