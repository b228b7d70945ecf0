import { challengeOf } from '../identity/challenge';
import { credentialsOf } from './auth-request';
import { presentedUser } from './credential-rules';
import type { KnownUsers } from './known-users';
import { usernameOf, type Observed } from './observed';
import type { BegunLogin, OpenSessions, SessionState } from './sessions';

/** The sessions of multi-factor logins as the responses of a run tell of them, one exchange after the other. */
export class SeenSessions {
  readonly #begun = new Map<string, BegunLogin>();
  readonly #states = new Map<string, SessionState>();

  constructor(readonly users: KnownUsers) {}

  /** What is known by now. */
  asSeen(): OpenSessions {
    const states = new Map(this.#states);
    return {
      state: (id) => states.get(id) ?? (this.users.isInvented(id) ? 'invented' : 'unknown'),
      begunBy: (id) => this.#begun.get(id),
    };
  }

  /** Takes from an exchange which session it begins, uses up, or tries in vain. */
  note(exchange: Observed): void {
    const { request, response } = exchange;
    const challenge = challengeOf(response.header('www-authenticate'));
    const username = usernameOf(exchange);
    if (challenge && username !== undefined) {
      const id = challenge.session.reveal();
      const rightly = presentedUser(request, this)?.verdict === 'right';
      if (!this.#begun.has(id)) this.#begun.set(id, { username, rightly });
      this.#states.set(id, 'open');
    }
    const { session } = request;
    if (session !== undefined && this.#states.has(session) && credentialsOf(request)?.type === 'passcode')
      this.#states.set(session, response.status === 200 ? 'used' : 'tried');
  }
}
