import type { Allowance } from './allowance';
import type { AuthRequest } from './auth-request';
import type { KnownUsers } from './known-users';
import type { OpenSessions } from './sessions';

/** What a request is judged by beside itself. */
export interface Known {
  readonly users: KnownUsers;
  readonly sessions: OpenSessions;
  /** Suffixes and ways over the wire by which a login came that was let in: they are not why another is refused. */
  readonly workingMeans?: ReadonlySet<Means>;
}

/** How a request comes that may come in the usual way as well. */
export type Means = NonNullable<AuthRequest['suffix'] | AuthRequest['wire']>;

/** One sentence of the document about how a request is answered; undefined where it does not speak of the request. */
export type Rule = (request: AuthRequest, known: Known) => Allowance | undefined;
