import { type AuthRequest, credentialsOf } from '../auth-request';
import {
  type Allowance,
  clientError,
  notDecided,
  type Rule,
  statuses,
  successOrClientError,
} from './allowance';
import { judgeSecret, type KnownUser, type KnownUsers } from './known-users';
import { loginOf, presentedUser } from './presented-user';
import { userStateRules } from './user-state-rules';

/**
 * Which responses are allowed for requests whose credentials can be read: it depends on the user and the secret (lines
 * 46-65), not on a tenant, a scope, apply_rcn_roles, the formats, the suffix or the transfer over the wire (erratum E31).
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

  ...userStateRules,

  /** Nothing can be said about an unknown user name or secret. */
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
    // The companion pages require 401; the document only requires a refusal (lines 46-55).
    const refused = {
      expected: statuses(401),
      tolerated: { ...clientError, by: 'only the companion pages require it' },
    };
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
          tolerated: { ...clientError, by: 'only the companion pages require it' },
        }
      : undefined;
  },
];

function isWrongPasscode(secret: unknown, users: KnownUsers): boolean {
  return typeof secret === 'string' && secret !== '' && users.isWrongPasscode(secret);
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
