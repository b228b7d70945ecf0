import { unverifiable } from '../../oracle/deviation';
import type { Exchange } from '../../identity/exchange';
import { filledRequest, outgoingOf, type ValueOf } from '../../identity/filled-request';
import type { Masker } from '../../identity/masking';
import { Secret } from '../../identity/secret';
import type { Sender } from '../../identity/sender';
import { needsOf, type TokenRequest } from '../../identity/token-request';
import { anySecret, sameBody } from './same-body';
import { sameHeaders } from './same-headers';
import type { RecordedExchange } from './recorded-exchange';

/** A recorded exchange, and what a report shows of it. */
export interface Recording {
  readonly recorded: RecordedExchange;
  readonly exchange: Exchange;
}

/** A wrong secret of an account, whichever stands in a recorded request: `accounts.user.password.one-more`. */
const wrongSecret = /^(accounts\.\w+\.(?:password|apiKey))\.[\w-]+$/;

/** Answers requests from a record, each recorded exchange once; what is not in it cannot be verified. */
export class Replay implements Sender {
  readonly settings: Sender['settings'];
  readonly #unused: Set<Recording>;

  constructor(
    baseUrl: string,
    readonly masker: Masker,
    readonly recordings: readonly Recording[],
  ) {
    this.settings = { baseUrl };
    this.#unused = new Set(recordings);
  }

  get sent(): number {
    return this.recordings.length - this.#unused.size;
  }

  /** Rejects with a Deviation where the record holds no such request. */
  async send(request: TokenRequest, valueOf: ValueOf): Promise<Exchange> {
    const found = [...this.#unused].find(({ recorded }) => isMeant(recorded, request, valueOf));
    if (!found) unverifiable('The capture holds no such request.');
    this.#unused.delete(found);
    return Promise.resolve(found.exchange);
  }

  close(): void {
    this.#unused.clear();
  }
}

function isMeant(recorded: RecordedExchange, request: TokenRequest, valueOf: ValueOf): boolean {
  if (Buffer.isBuffer(request.body)) return false;
  // An archive does not say how its requests went over the wire.
  if (request.wire) return false;
  const needs = needsOf(request);
  if (needs.some((path) => path.startsWith('invented.'))) return false;
  const wrong = needs.filter((path) => wrongSecret.test(path));
  const right = wrong.map((path) => rightSecretFor(path, valueOf));
  if (right.includes(undefined)) return false;
  const { method, path, headers, body } = outgoingOf(
    filledRequest(request, { userAgent: '', headers: {} }, (name) =>
      wrong.includes(name) ? anySecret : valueOf(name),
    ),
  );
  return (
    method === recorded.method &&
    path === recorded.path &&
    sameHeaders(headers, recorded) &&
    sameBody(body.toString('utf8'), recorded.body, request.format, (text) => !right.includes(text))
  );
}

/** The right secret in whose place a wrong one stands; undefined where none is known. */
function rightSecretFor(path: string, valueOf: ValueOf): string | undefined {
  try {
    const value = valueOf(path.replace(wrongSecret, '$1'));
    return value instanceof Secret ? value.reveal() : undefined;
  } catch {
    return undefined;
  }
}
