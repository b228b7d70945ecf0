import type { Allowance } from './allowance';
import type { AuthRequest } from './auth-request';
import type { KnownUsers } from './known-users';
import type { OpenSessions } from './sessions';

/** What a request is judged by beside itself. */
export interface Known {
  readonly users: KnownUsers;
  readonly sessions: OpenSessions;
}

/** One sentence of the document about how a request is answered; undefined where it does not speak of the request. */
export type Rule = (request: AuthRequest, known: Known) => Allowance | undefined;
