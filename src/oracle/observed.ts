import type { Exchange } from '../identity/exchange';
import type { Allowance } from './allowance';
import { credentialsOf, membersOf, type AuthRequest } from './auth-request';
import type { Known } from './rules';

/** One exchange as the document's sentences are asked of it. */
export interface Observed {
  readonly request: AuthRequest;
  readonly response: Exchange;
  /** What the document allows for its status. */
  readonly allowance: Allowance;
  readonly known: Known;
}

/** The user name under which a request logs in: the one that it presents, or that of the login which it completes. */
export function usernameOf({ request, known }: Pick<Observed, 'request' | 'known'>): string | undefined {
  if (credentialsOf(request)?.type === 'passcode')
    return request.session === undefined ? undefined : known.sessions.begunBy(request.session)?.username;
  const names = new Set((membersOf(request)?.credentials ?? []).map(({ username }) => username));
  const [name] = names;
  return names.size === 1 && typeof name === 'string' ? name : undefined;
}

/** What `authenticatedBy` names after a login (lines 316 and 478; companion pages of the multi-factor exchange). */
export function factorsOf({ request }: Pick<Observed, 'request'>): readonly string[] | undefined {
  switch (credentialsOf(request)?.type) {
    case 'password':
      return ['PASSWORD'];
    case 'apiKey':
      return ['APIKEY'];
    case 'passcode':
      return ['PASSCODE', 'PASSWORD'];
    default:
      return undefined;
  }
}
