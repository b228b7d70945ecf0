import type { Allowance } from './allowance';
import type { AuthRequest } from './auth-request';
import type { KnownUsers } from './known-users';
import type { OpenSessions } from './sessions';

/** What a request is judged by beside itself. */
export interface Known {
  readonly users: KnownUsers;
  readonly sessions: OpenSessions;
  /** Means with which a login was let in: they are not why another is refused. */
  readonly workingMeans?: ReadonlySet<Means>;
}

/** What a login may do without: a way over the wire, a suffix, a charset, a choice of RCN roles. */
export type Means =
  NonNullable<AuthRequest['suffix'] | AuthRequest['wire']> | 'charset' | `rcn ${'true' | 'false'}`;

export function meansOf({ suffix, wire, hasCharset, applyRcnRoles }: AuthRequest): Means[] {
  return [
    ...(wire ? [wire] : []),
    ...(suffix ? [suffix] : []),
    ...(hasCharset ? (['charset'] as const) : []),
    ...(applyRcnRoles === 'true' || applyRcnRoles === 'false' ? ([`rcn ${applyRcnRoles}`] as const) : []),
  ];
}

/** One sentence of the document about how a request is answered; undefined where it does not speak of the request. */
export type Rule = (request: AuthRequest, known: Known) => Allowance | undefined;
