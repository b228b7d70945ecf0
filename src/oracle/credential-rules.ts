import { isObject } from '../identity/access';
import { clientError, statuses, successOrClientError, type Allowance } from './allowance';
import { asksForSetup, credentialsOf, membersOf, type AuthRequest } from './auth-request';
import { isOverLong } from './body-rules';
import { judgeSecret, type KnownUser, type KnownUsers } from './known-users';
import type { Known, Rule } from './rules';

/**
 * How requests are answered whose credentials can be read: by whom, and whether rightly (lines 46-65). A tenant, a
 * scope, apply_rcn_roles, the formats, the suffix and the way over the wire change nothing in it (erratum E31).
 */
export const credentialRules: readonly Rule[] = [
  /** Incorrect credentials (line 50): a user name that nobody has. */
  (request, { users }) => {
    const { username } = loginOf(request) ?? {};
    return username !== undefined && !users.user(username) && users.isInvented(username)
      ? { requirement: 'status.wrong-credentials', expected: statuses(401) }
      : undefined;
  },

  /** Incorrect credentials: secrets are compared whole and exactly (E32). */
  (request, known) => {
    const { user, verdict } = presentedUser(request, known) ?? {};
    if (!user || verdict !== 'wrong') return undefined;
    const rule: Allowance = { requirement: 'status.wrong-credentials', expected: statuses(401) };
    return differsInLetterCaseOfApiKey(request, user)
      ? { ...rule, tolerated: { ...statuses(200), by: 'E32' } }
      : rule;
  },

  /** The request is valid, but the user does not have access (lines 56-60). */
  (request, known) =>
    stateOf(request, known) === 'disabled'
      ? { requirement: 'status.user-disabled', expected: statuses(403) }
      : undefined,

  /** Additional authentication credentials are required (lines 52-55, E15). */
  (request, known) => {
    if (stateOf(request, known) !== 'second-factor') return undefined;
    if (loginOf(request)?.type === 'apiKey') return notDecided('mfa.challenge', statuses(200, 401, 403));
    if (!asksForSetup(request)) return { requirement: 'mfa.challenge', expected: statuses(401) };
    // Erratum E30: what comes with a 200 is judged by what it holds.
    return { requirement: 'setup.second-factor', expected: statuses(200, 401, 403) };
  },

  /** The second factor has not been set up (lines 62-65, E15); the scope is the way to do so (lines 101-107). */
  (request, known) => {
    if (stateOf(request, known) !== 'setup-required') return undefined;
    if (loginOf(request)?.type === 'apiKey') return notDecided('setup.required', statuses(200, 401, 403));
    return asksForSetup(request) ? undefined : { requirement: 'setup.required', expected: statuses(403) };
  },

  /** The scope is shown with a password, and for an account that must set up a second factor (E30). */
  (request, known) => {
    if (!asksForSetup(request) || stateOf(request, known) !== 'active') return undefined;
    return loginOf(request)?.type === 'apiKey'
      ? notDecided('setup.scope', successOrClientError)
      : {
          requirement: 'setup.scope',
          expected: statuses(200),
          tolerated: { ...statuses(400, 401, 403), by: 'E30' },
        };
  },

  /** Of a name or a secret that nobody knows anything of, nothing can be said. */
  (request, { users }) => {
    const login = loginOf(request);
    if (!login) return undefined;
    const user = users.user(login.username);
    const unknown = user
      ? login.secret !== undefined && judgeSecret(user, login.type, login.secret, users) === 'unknown'
      : !users.isInvented(login.username);
    return unknown ? notDecided('status.wrong-credentials', successOrClientError) : undefined;
  },

  /** The second request of a multi-factor login (companion pages): its session and its passcode. */
  (request, { sessions, users }) => {
    const { type, secret } = credentialsOf(request) ?? {};
    if (type !== 'passcode') return undefined;
    const { session } = request;
    if (session === undefined) return { requirement: 'mfa.session-invented', expected: statuses(400, 401) };
    // That it is 401 is of the companion pages; that it is no success, of the document (lines 46-55).
    const refused = { expected: statuses(401), tolerated: { ...clientError, by: 'the companion pages' } };
    switch (sessions.state(session)) {
      case 'invented':
        return { requirement: 'mfa.session-invented', ...refused };
      case 'used':
        return { requirement: 'mfa.session-used', ...refused };
      case 'unknown':
        return notDecided('mfa.session-invented', successOrClientError);
      case 'tried':
        return isWrongPasscode(secret, users)
          ? undefined
          : notDecided('mfa.second-request', successOrClientError);
      case 'open':
        return sessions.begunBy(session)?.rightly === false
          ? { requirement: 'status.wrong-credentials', ...refused }
          : undefined;
    }
  },
  (request, { users }) => {
    const { type, secret } = credentialsOf(request) ?? {};
    return type === 'passcode' && isWrongPasscode(secret, users)
      ? {
          requirement: 'mfa.wrong-passcode',
          expected: statuses(401),
          tolerated: { ...clientError, by: 'the companion pages' },
        }
      : undefined;
  },
];

function isWrongPasscode(secret: unknown, users: KnownUsers): boolean {
  return typeof secret === 'string' && secret !== '' && users.isWrongPasscode(secret);
}

/** User name and secret of a request that presents both as strings. */
export function loginOf(
  request: AuthRequest,
):
  | { readonly type: 'password' | 'apiKey'; readonly username: string; readonly secret: string | undefined }
  | undefined {
  const credentials = credentialsOf(request);
  if (!credentials || credentials.type === 'passcode' || !isObject(credentials.value)) return undefined;
  const { type, username, secret } = credentials;
  if (typeof username !== 'string' || username === '') return undefined;
  const isSecret = typeof secret === 'string' && secret !== '' && !isOverLong(secret);
  return { type, username, secret: isSecret ? secret : undefined };
}

/** The user whom a request names, and whether the secret is that user's. */
export function presentedUser(
  request: AuthRequest,
  { users }: Pick<Known, 'users'>,
): { readonly user: KnownUser; readonly verdict: 'right' | 'wrong' | 'unknown' } | undefined {
  const login = loginOf(request);
  const user = login && users.user(login.username);
  if (!login || !user || login.secret === undefined) return undefined;
  return { user, verdict: judgeSecret(user, login.type, login.secret, users) };
}

/** The user whom a request names, or whose login it completes. */
export function userOf(request: AuthRequest, known: Known): KnownUser | undefined {
  const { users, sessions } = known;
  if (credentialsOf(request)?.type !== 'passcode') return presentedUser(request, known)?.user;
  const begun = request.session === undefined ? undefined : sessions.begunBy(request.session);
  return begun && users.user(begun.username);
}

/** What stands in the way of a user whose secret is right. */
function stateOf(request: AuthRequest, known: Known): KnownUser['state'] | undefined {
  const { user, verdict } = presentedUser(request, known) ?? {};
  return verdict === 'right' ? user?.state : undefined;
}

/** The letter case of an API key alone is a warning (E32). */
function differsInLetterCaseOfApiKey(request: AuthRequest, user: KnownUser): boolean {
  const { type, secret } = loginOf(request) ?? {};
  return (
    type === 'apiKey' &&
    secret !== undefined &&
    user.secrets.apiKey.some((key) => key.toLowerCase() === secret.toLowerCase())
  );
}

function notDecided(requirement: string, expected: Allowance['expected']): Allowance {
  return { requirement, expected, isOpen: true };
}

/** Whether a request names a user of whom, and a secret of which, it is known that it is right. */
export function isRightLogin(request: AuthRequest, known: Pick<Known, 'users'>): boolean {
  return membersOf(request) !== undefined && presentedUser(request, known)?.verdict === 'right';
}
