import type { Exchange } from '../../http/exchange/exchange';
import type { SeenExchange } from '../../oracle/judge-all';
import type { Secret } from '../../protocol/secret';
import type { Change } from '../bodies/broken-requests';
import { fingerprintOf, type TokenRequest } from '../../http/token-request';

/** Values that a response gives to the requests that follow it, by the name of their reference. */
export type Bindings = Readonly<Record<string, string | Secret>>;

/**
 * One request to be sent once. Two checks that mean the same sending share its exchange; `occasion` tells
 * apart what is sent again on purpose.
 */
export interface Sending {
  readonly request: TokenRequest;
  readonly occasion?: string;
  /** The requests that need a response before it. */
  readonly after?: Sending;
  /**
   * What the preceding response gives to this request, in addition to what was given to that one; it throws a Deviation
   * if it gives nothing.
   */
  readonly bind?: (before: Exchange) => Bindings;
  /** The requests that need a response before it, if they are sent at all, and pass no value on. */
  readonly settled?: readonly Sending[];
  /** It is sent after other failed login attempts of its account, as far as the limits leave room. */
  readonly dispensable?: true;
  /** The valid login of the same account that follows a failed login attempt, before the next one (erratum E39). */
  readonly followedBy?: Sending;
  /**
   * No valid login follows it: its secret is empty or not a string, so that few servers count it as a failed login. The
   * next attempt of the account has one.
   */
  readonly unfollowed?: true;
}

/** The same request once more. */
export function again(sending: Sending | TokenRequest, occasion: string): Sending {
  return { ...asSending(sending), occasion };
}

/** A request that is sent after the response to another one, with a value of that response. */
export function following(
  before: Sending,
  request: TokenRequest,
  bind: (before: Exchange) => Bindings = () => ({}),
): Sending {
  return { request, after: before, bind };
}

/** A failed login attempt, and the valid login that follows it, which refers to it. */
export function followedBy(failed: Sending, rightAfter: (failed: Sending) => Sending): Sending {
  const send: Sending = {
    ...failed,
    get followedBy() {
      return right;
    },
  };
  const right = rightAfter(send);
  return send;
}

/** A request that gives way to others if a limit leaves no room for it, see Sending.dispensable. */
export function dispensable(request: TokenRequest, change?: Change): Sending {
  if (request.wrongSecretFor === undefined) return { request };
  // Every second one has its right login, so that no more than two attempts come in a row.
  const unfollowed = change === 'empty' || change === 'a Boolean' || change === 'an object';
  return { request, dispensable: true, ...(unfollowed ? { unfollowed } : {}) };
}

/** The order in which a run sends: failed login attempts last, and those that give way to others after the rest. */
export function inOrder(sendings: readonly Sending[]): Sending[] {
  const rank = ({ dispensable, request }: Sending) =>
    request.wrongSecretFor === undefined ? 0 : dispensable ? 2 : 1;
  return [...sendings].sort((a, b) => rank(a) - rank(b));
}

export function asSending(sent: Sending | TokenRequest): Sending {
  return 'request' in sent ? sent : { request: sent };
}

const keys = new WeakMap<Sending, string>();

/** Equal for sendings that share an exchange. Computed once for each, since it is used everywhere. */
export function keyOf(sending: Sending): string {
  const known = keys.get(sending);
  if (known !== undefined) return known;
  const before = sending.after ? keyOf(sending.after) : '';
  const key = JSON.stringify([fingerprintOf(sending.request), sending.occasion ?? '', before]);
  keys.set(sending, key);
  return key;
}

/** An exchange and its sending. */
export interface SentExchange extends Pick<SeenExchange, 'isStatusAlone' | 'doubt'> {
  readonly sending: Sending;
  readonly exchange: Exchange;
  /** Whether a response to the request without its defect is known, if the run itself has no such request. */
  readonly isProved?: boolean;
}
