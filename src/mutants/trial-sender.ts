import { Exchange } from '../http/exchange/exchange';
import { KeptBytes, type RawResponse } from '../http/exchange/kept-bytes';
import { filledRequest, outgoingOf, type ValueOf } from '../http/filled-request';
import type { Sender, SendingOptions } from '../http/sender';
import { fingerprintOf, type Outgoing, type TokenRequest } from '../http/token-request';
import type { Masker } from '../secrets/masking';
import { type Behaviour, type Facets, facetsOf } from '../server';
import { inProcessUrl, type Repeatable, respondInProcess } from './in-process';

/** Keys of requests: the fingerprint, and how often it was sent before. */
export class Keys {
  readonly #counts = new Map<string, number>();

  next(request: TokenRequest): string {
    const fingerprint = fingerprintOf(request);
    const count = this.#counts.get(fingerprint) ?? 0;
    this.#counts.set(fingerprint, count + 1);
    return `${fingerprint} ${count}`;
  }
}

/** The response of the server without a deviation to one request. */
export interface Honest {
  readonly exchange: Exchange;
  readonly answer: RawResponse;
  readonly outgoing: Outgoing;
  readonly facets: Facets;
}

export interface Deviating {
  readonly behaviour: Behaviour;
  /** Whether the response to a request can differ from that of the server without a deviation; by default each can. */
  readonly reaches?: (facets: Facets) => boolean;
  /** Sends over a connection what shows only there. */
  readonly connected?: Sender;
  readonly goesOverConnection?: (request: TokenRequest, count: number, facets: Facets) => boolean;
}

/**
 * Handles requests in this process, one at a time. Exchanges that a deviation cannot reach, or leaves unchanged, are
 * those of the server without it.
 */
export class TrialSender implements Sender {
  readonly settings = { baseUrl: inProcessUrl };
  /** Every request by its fingerprint, and how often it was sent before. */
  readonly honest = new Map<string, Honest>();
  /** Fingerprints of the requests whose responses differ from those of the server without a deviation. */
  readonly changed = new Set<string>();
  readonly #keys = new Keys();
  #turn: Promise<unknown> = Promise.resolve();
  #exchanges = 0;
  #answered = 0;

  /** @param known the responses of the server without a deviation; none while they are being recorded */
  constructor(
    readonly masker: Masker,
    readonly repeatable: Repeatable,
    readonly server: Deviating,
    readonly known: ReadonlyMap<string, Honest> = new Map(),
  ) {}

  get sent(): number {
    return this.#exchanges;
  }

  close(): void {
    this.server.connected?.close();
  }

  async send(request: TokenRequest, valueOf: ValueOf, how?: SendingOptions): Promise<Exchange> {
    this.#exchanges += 1;
    const key = this.#keys.next(request);
    const honest = this.known.get(key);
    if (honest && !this.#isReached(honest.facets)) return honest.exchange;
    const { connected, goesOverConnection } = this.server;
    if (connected && honest && goesOverConnection?.(request, this.#exchanges, honest.facets)) {
      // What concerns the connection cannot be seen in the response alone.
      this.changed.add(fingerprintOf(request));
      return connected.send(request, valueOf, how);
    }
    const turn = this.#turn.then(() => this.#answer(request, key, valueOf));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #answer(request: TokenRequest, key: string, valueOf: ValueOf): Promise<Exchange> {
    const honest = this.known.get(key);
    this.#answered += 1;
    const outgoing = outgoingOf(
      filledRequest(request, { userAgent: 'identity-conformance', headers: {} }, valueOf),
    );
    this.repeatable.next(key);
    const { request: read, ...answer } = await respondInProcess(
      outgoing,
      this.server.behaviour,
      this.repeatable.date,
    );
    if (honest && areEqual(answer, honest.answer) && areSame(outgoing, honest.outgoing))
      return honest.exchange;
    this.changed.add(fingerprintOf(request));
    const exchange = this.#exchange(
      honest?.exchange.id ?? `x${this.known.size + this.#answered}`,
      outgoing,
      answer,
    );
    if (this.known.size === 0)
      this.honest.set(key, { exchange, answer, outgoing, facets: facetsOf(read, this.server.behaviour) });
    return exchange;
  }

  /** Sessions begin and end with the requests of one user, whose responses depend on earlier ones. */
  #isReached(facets: Facets): boolean {
    const { reaches } = this.server;
    return !reaches || facets.account === 'mfaUser' || reaches(facets);
  }

  #exchange(id: string, outgoing: Outgoing, answer: RawResponse): Exchange {
    const { method, path } = outgoing;
    const request = { method, url: `${inProcessUrl}${path}`, headers: {}, body: '' };
    const mask = (text: string) => this.masker.mask(text);
    return new Exchange(
      { id, request, curl: '' },
      { ...answer, body: new KeptBytes(answer.body) },
      mask,
      outgoing,
    );
  }
}

function areEqual(one: RawResponse, other: RawResponse): boolean {
  return (
    one.status === other.status &&
    JSON.stringify(one.rawHeaders) === JSON.stringify(other.rawHeaders) &&
    one.body.equals(other.body)
  );
}

function areSame(one: Outgoing, other: Outgoing): boolean {
  return (
    one.path === other.path &&
    one.body.equals(other.body) &&
    JSON.stringify(one.headers) === JSON.stringify(other.headers)
  );
}
