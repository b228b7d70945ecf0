import { unverifiable } from '../../oracle/deviation';
import { textOf } from '../../identity/body-text';
import type { Exchange } from '../../identity/exchange';
import { filledRequest, outgoingOf, type ValueOf } from '../../identity/filled-request';
import type { Masker } from '../../identity/masking';
import { Secret } from '../../identity/secret';
import type { Sender } from '../../identity/sender';
import { needsOf, type TokenRequest } from '../../identity/token-request';
import { anySecret, sameBody } from './same-body';
import { sameHeaders } from './same-headers';
import type { Recording } from './recordings';
import type { RecordedExchange } from './recorded-exchange';

/** A failed login attempt of an account, whichever secret a recorded request has: `accounts.user.password.one-more`. */
const wrongSecret = /^(accounts\.\w+\.(?:password|apiKey))\.[\w-]+$/;

/** Responds to requests from a recording, each recorded exchange once; what is not in it cannot be verified. */
export class Replay implements Sender {
  readonly settings: Sender['settings'];
  readonly #unused: Set<Recording>;

  constructor(
    baseUrl: string,
    readonly masker: Masker,
    readonly recordings: readonly Recording[],
  ) {
    this.settings = { baseUrl };
    // Of a response whose body is not known, its status is judged with those of all others.
    this.#unused = new Set(recordings.filter(({ recorded }) => recorded.unknownBody === undefined));
  }

  get sent(): number {
    return this.recordings.length - this.#unused.size;
  }

  /** Rejects with a Deviation where the record holds no such request. */
  async send(request: TokenRequest, valueOf: ValueOf): Promise<Exchange> {
    const isMeant = meaning(request, valueOf);
    const found = isMeant && [...this.#unused].find(({ recorded }) => isMeant(recorded));
    if (!found) unverifiable('The capture has no such request.');
    this.#unused.delete(found);
    return Promise.resolve(found.exchange);
  }

  close(): void {
    this.#unused.clear();
  }
}

/** Whether a recorded request is the one that is meant; undefined where an archive cannot show that. */
function meaning(
  request: TokenRequest,
  valueOf: ValueOf,
): ((recorded: RecordedExchange) => boolean) | undefined {
  if (Buffer.isBuffer(request.body)) return undefined;
  // An archive does not say how its requests went over the wire.
  if (request.wire) return undefined;
  const needs = needsOf(request);
  if (needs.some((path) => path.startsWith('invented.'))) return undefined;
  const wrong = needs.filter((path) => wrongSecret.test(path));
  const right = wrong.map((path) => rightSecretFor(path, valueOf));
  if (right.includes(undefined)) return undefined;
  const { method, path, headers, body } = outgoingOf(
    filledRequest(request, { userAgent: '', headers: {} }, (name) =>
      wrong.includes(name) ? anySecret : valueOf(name),
    ),
  );
  const text = body.toString('utf8');
  return (recorded) =>
    method === recorded.method &&
    path === recorded.path &&
    sameHeaders(headers, recorded) &&
    sameBody(text, textOf(recorded.body), request.format, (secret) => !right.includes(secret));
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
