import { isObject } from '../../protocol/access';
import { credentialsOf, membersOf, type AuthRequest } from '../auth-request';
import { isOverLong } from './body-rules';
import { judgeSecret, type KnownUser } from './known-users';
import type { Known } from './allowance';

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

/** Whether a request has a known user and a secret that is known to be correct. */
export function isRightLogin(request: AuthRequest, known: Pick<Known, 'users'>): boolean {
  return membersOf(request) !== undefined && presentedUser(request, known)?.verdict === 'right';
}
