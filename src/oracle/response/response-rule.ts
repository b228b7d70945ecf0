import type { Exchange } from '../../http/exchange/exchange';
import type { Access } from '../../protocol/access';
import type { Allowance, Known } from '../allowed/allowance';
import { received, unverifiable } from '../deviation';
import { type AuthRequest, credentialsOf, membersOf } from '../auth-request';

/** What must be true of a single response; it throws a Deviation otherwise. */
export interface ResponseRule {
  /** What passes, in a few words: `a code that equals the status`. */
  readonly expects: string;
  /** @returns a note for the report, if a pass deserves one */
  readonly judge: (response: Exchange) => string | void;
}

/** The access object of a response; another rule reports a missing one. */
export function accessOf(response: Exchange): Access {
  const access = response.status === 200 ? response.access() : undefined;
  return access ?? unverifiable(`There is no access object to judge: the response is ${received(response)}.`);
}

/** One sentence of the document, applied to every exchange that it is about. */
export interface ExchangeRule {
  /** The id of the requirement. */
  readonly requirement: string | ((observed: Observed) => string);
  /** Whether the sentence is about the exchange. */
  readonly appliesTo: (observed: Observed) => boolean;
  /** Throws a Deviation if the exchange breaks the sentence. */
  readonly judge: (observed: Observed) => void;
  /**
   * Whether the request may have been sent for another requirement: a failure is then never more severe than that
   * requirement (erratum E34).
   */
  readonly accompanies?: true;
}

/** One exchange, with what is needed to judge it. */
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
