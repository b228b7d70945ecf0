import type { AuthRequest } from '../auth-request';
import type { KnownUsers } from './known-users';

/** Statuses, in words and as a test. */
export interface Statuses {
  /** `401`, `400 or 401`, `4xx`. */
  readonly words: string;
  readonly include: (status: number) => boolean;
}

/** What the document, its errata and HTTP allow for the status of a response. */
export interface Allowance {
  /** The id of the requirement that decides, and for which the request is sent. */
  readonly requirement: string;
  readonly expected: Statuses;
  /** The document leaves the response open: an expected status says nothing about the requirement. */
  readonly isOpen?: true;
  /** Statuses that pass with a warning, and why: `E21`, or a clause. */
  readonly tolerated?: Statuses & { readonly by: string };
}

export function statuses(...values: readonly number[]): Statuses {
  return { words: values.join(' or '), include: (status) => values.includes(status) };
}

export const clientError: Statuses = {
  words: '4xx',
  include: (status) => status >= 400 && status < 500,
};

export const successOrClientError: Statuses = anyOf(statuses(200), clientError);

/** For a method or a version that a server does not support (RFC 9110, 15.6.2 and 15.6.6; erratum E34). */
export const anyRefusal: Statuses = anyOf(clientError, statuses(501, 505));

export function anyOf(...several: readonly Statuses[]): Statuses {
  return {
    words: inWords(several),
    include: (status) => several.some(({ include }) => include(status)),
  };
}

/** `4xx or 501`: each status once, and none that `4xx` includes. */
function inWords(several: readonly Statuses[]): string {
  const words = [...new Set(several.flatMap((each) => each.words.split(' or ')))];
  return words.filter((word) => !(/^4\d\d$/.test(word) && words.includes(clientError.words))).join(' or ');
}

/**
 * What is allowed if a request has several defects and a server may find any of them first (erratum E17): the statuses
 * of each, and success only where all of them allow it.
 */
export function anyDefectFirst([first, ...others]: readonly [Allowance, ...Allowance[]]): Allowance {
  if (others.length === 0) return first;
  const all = [first, ...others];
  const succeeds = (status: number) => all.every(({ expected }) => expected.include(status));
  const refuses = (status: number) =>
    all.some(({ expected, tolerated }) => expected.include(status) || tolerated?.include(status));
  const refusing = all.filter(({ expected }) => !expected.include(200));
  const decisive = refusing[0] ?? first;
  const tolerates = ({ expected, tolerated }: Allowance) =>
    expected.include(200) || tolerated?.include(200) === true;
  const [by] = all.flatMap(({ tolerated }) => (tolerated?.include(200) ? [tolerated.by] : []));
  return {
    requirement: decisive.requirement,
    ...(decisive.isOpen ? { isOpen: true } : {}),
    expected: {
      words: inWords((refusing.length > 0 ? refusing : all).map(({ expected }) => expected)),
      include: (status) => (status < 300 ? succeeds(status) : refuses(status)),
    },
    ...(by !== undefined && all.every(tolerates) ? { tolerated: { ...statuses(200), by } } : {}),
  };
}

/** What a request is judged by in addition to its own content. */
export interface Known {
  readonly users: KnownUsers;
  readonly sessions: OpenSessions;
  /** Means that an accepted login used: they are not the reason why another is refused. */
  readonly workingMeans?: ReadonlySet<Means>;
}

/** An unusual way of sending a request: over the wire, with a suffix, or with a charset. */
type Way = NonNullable<AuthRequest['suffix'] | AuthRequest['wire']> | `charset in ${string}`;

/** What a login could do without: an unusual way of sending it, and a choice of RCN roles. */
export type Means = Way | `rcn ${'true' | 'false'}`;

export function waysOf({ suffix, wire, contentType, withCharset }: AuthRequest): Way[] {
  return [
    ...(wire ? [wire] : []),
    ...(suffix ? [suffix] : []),
    ...(withCharset === undefined ? [] : [`charset in ${contentType}` as const]),
  ];
}

/** That a server reads one spelling of a charset says nothing about another. */
export function meansOf(request: AuthRequest): Means[] {
  const { applyRcnRoles, withCharset } = request;
  return [
    ...waysOf(request),
    ...(withCharset === undefined ? [] : [`charset in ${withCharset}` as const]),
    ...(applyRcnRoles === 'true' || applyRcnRoles === 'false' ? ([`rcn ${applyRcnRoles}`] as const) : []),
  ];
}

/** One sentence of the document about the response to a request; undefined if it does not apply to the request. */
export type Rule = (request: AuthRequest, known: Known) => Allowance | undefined;

/** What is known about a session id in a request; `tried` after a wrong passcode, which may end the session. */
export type SessionState = 'open' | 'tried' | 'used' | 'unknown' | 'invented';

/** A multi-factor login that was begun: by whom, and whether the password that began it was right. */
export interface BegunLogin {
  readonly username: string;
  readonly rightly: boolean;
}

/** The sessions of multi-factor logins that were seen before a request. */
export interface OpenSessions {
  readonly state: (id: string) => SessionState;
  /** Who began the login of a session. */
  readonly begunBy: (id: string) => BegunLogin | undefined;
}

/** No session was seen: every id is unknown. */
export const noSessions: OpenSessions = { state: () => 'unknown', begunBy: () => undefined };

export function notDecided(requirement: string, expected: Allowance['expected']): Allowance {
  return { requirement, expected, isOpen: true };
}
