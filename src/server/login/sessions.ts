import { randomBytes } from 'node:crypto';
import type { User } from './directory';
import type { Login } from './credentials';

const LIFETIME_MS = 5 * 60 * 1000;
const WRONG_PASSCODES_ALLOWED = 3;

/** A multi-factor login between its password and its passcode. */
export interface Session {
  user: User;
  login: Login;
  endsAt: number;
  wrongPasscodes: number;
}

/** The open sessions of one server. */
export class Sessions {
  private readonly open = new Map<string, Session>();

  /** @returns the id that `X-SessionId` must carry */
  start(user: User, login: Login): string {
    const id = randomBytes(24).toString('hex');
    this.open.set(id, { user, login, endsAt: Date.now() + LIFETIME_MS, wrongPasscodes: 0 });
    return id;
  }

  /** Undefined for a session that never was, was used up, or has ended. */
  find(id: string): Session | undefined {
    const session = this.open.get(id);
    return session && session.endsAt > Date.now() ? session : undefined;
  }

  end(id: string): void {
    this.open.delete(id);
  }

  /** The third wrong passcode ends the session: six digits must not be guessed at leisure. */
  countWrongPasscode(id: string): void {
    const session = this.open.get(id);
    if (session && ++session.wrongPasscodes >= WRONG_PASSCODES_ALLOWED) this.end(id);
  }
}
