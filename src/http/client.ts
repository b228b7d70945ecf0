import { setMaxListeners } from 'node:events';
import type http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { textOf } from '../protocol/body-text';
import { type Masker, memoryOf } from '../secrets/masking';
import { secretsOf } from '../secrets/response-secrets';
import { keepAliveAgent } from './agent';
import { withoutCodings } from './exchange/decoded-body';
import { Exchange } from './exchange/exchange';
import { KeptBytes, type KeptResponse, type RawResponse } from './exchange/kept-bytes';
import { recorded } from './exchange/recorded';
import { Pace, Patience } from './pace';
import { transmitRaw } from './raw-transport';
import { hasTooManyParts, ReadingProcess } from './reading-process';
import {
  filledRequest,
  type FilledRequest,
  openText,
  outgoingOf,
  secretsIn,
  type ValueOf,
} from './filled-request';
import { headersOf, type Outgoing, type TokenRequest } from './token-request';
import type { Sender, SendingOptions } from './sender';
import type { ClientSettings } from './settings';
import { metClosing, transmit } from './transport';
import { isWorthRepeating } from './transport-failure';

/** The most requests in flight at a time. */
export const requestsAtOnce = 8;

/** Sends requests to one server, at a limited rate, and masks every secret. */
export class Client implements Sender {
  readonly #agent: http.Agent;
  readonly #pace: Pace;
  readonly #closed = new AbortController();
  readonly #reading: ReadingProcess;
  #sent = 0;
  #exchanges = 0;
  #keptBytes = 0;
  #learntBytes = 0;
  readonly #retries: Record<string, number> = {};

  constructor(
    readonly settings: ClientSettings,
    readonly masker: Masker,
  ) {
    this.#agent = keepAliveAgent(settings.baseUrl, requestsAtOnce, settings.connection);
    this.#pace = new Pace(settings.limits.maxRps, requestsAtOnce);
    this.#reading = new ReadingProcess(settings.limits.judgeMs);
    // Every request that waits for a server listens to it.
    setMaxListeners(0, this.#closed.signal);
  }

  /** Requests sent so far. */
  get sent(): number {
    return this.#sent;
  }

  /** How many responses asked to retry later so far, by status. */
  get retries(): Readonly<Record<string, number>> {
    return this.#retries;
  }

  /** Sends nothing more, and drops what is in flight. */
  close(): void {
    this.#closed.abort();
    this.#pace.release();
    this.#agent.destroy();
    this.#reading.close();
  }

  /**
   * Sends one request and waits for its whole response. A transport failure is an exchange too, with `failure` instead
   * of a response; nothing that a server does makes this throw.
   */
  async send(
    request: TokenRequest,
    valueOf: ValueOf,
    { once = request.wrongSecretFor !== undefined, first = false }: SendingOptions = {},
  ): Promise<Exchange> {
    this.#exchanges += 1;
    const id = `${this.settings.exchangePrefix ?? 'x'}${this.#exchanges}`;
    const filled = filledRequest(request, this.settings, valueOf);
    for (const secret of secretsIn(filled)) this.masker.add(secret);
    const outgoing = outgoingOf(filled);
    const { outcome, answeredWhenRepeated } = await this.#deliver(outgoing, once, first);
    const kept = typeof outcome === 'string' ? outcome : this.#received(outcome, filled);
    const record = recorded(id, this.settings, filled, kept, this.masker);
    const mask = (text: string) => this.masker.mask(text);
    const answer = typeof kept === 'string' ? undefined : kept;
    return new Exchange(record, answer, mask, outgoing, answeredWhenRepeated);
  }

  /** The response to keep, or why it is not kept: no response may exhaust the memory. */
  #received(answer: RawResponse, filled: FilledRequest): KeptResponse | string {
    return this.#learn(answer, filled) ?? this.#keep(answer);
  }

  /** The response, or why it cannot be read: none may take too long to read. */
  async #readable(outcome: RawResponse | string | typeof metClosing): Promise<typeof outcome> {
    if (typeof outcome !== 'object') return outcome;
    const { maxValues, maxSecretBytes } = this.settings.limits;
    const { host } = new URL(this.settings.baseUrl);
    if (this.#isFull) return this.#tooManySecrets;
    if (hasTooManyParts(outcome.body, maxValues))
      return `the response of ${host} holds more than limits.maxValues, ${maxValues} values`;
    const answer = { receivedAt: Date.now(), ...outcome };
    const headers = headersOf(answer.rawHeaders);
    const problem = await this.#reading.problemOf({ headers, body: answer.body, maxSecretBytes });
    return problem === undefined ? answer : `the response of ${host} ${problem}`;
  }

  get #isFull(): boolean {
    return this.#learntBytes > this.settings.limits.maxSecretBytes;
  }

  get #tooManySecrets(): string {
    return `the responses of this run hold more secrets than can be masked within limits.maxSecretBytes, ${this.settings.limits.maxSecretBytes} bytes`;
  }

  /** All responses are kept until the end of the run, so their total size is limited. */
  #keep(answer: RawResponse): KeptResponse | string {
    const body = new KeptBytes(answer.body);
    const { maxKeptBytes } = this.settings.limits;
    if (this.#keptBytes + body.size > maxKeptBytes)
      return `the responses of this run are longer in all than limits.maxKeptBytes, ${maxKeptBytes} bytes`;
    this.#keptBytes += body.size;
    return { ...answer, body };
  }

  async #deliver(outgoing: Outgoing, once: boolean, first: boolean): Promise<Delivery> {
    const patience = new Patience(this.settings.limits.retryForMs);
    // A raw request ends its connection, and must not meet one that the server is closing.
    let ownConnection = once || outgoing.wire !== undefined;
    let failure: string | undefined;
    for (let limited = 0; ;) {
      let startedAt = 0;
      const outcome = await this.#pace.run(
        // A request keeps its slot until its response is read, so that few wait for that at a time.
        async () => {
          startedAt = performance.now();
          return this.#readable(await this.#transmit(outgoing, ownConnection));
        },
        first,
      );
      ownConnection ||= outcome === metClosing;
      if (outcome === metClosing) continue;
      if (failure !== undefined)
        return { outcome: failure, answeredWhenRepeated: wasAnswered(outcome, outgoing) };
      if (typeof outcome === 'string') {
        if (once || this.#closed.signal.aborted || !isWorthRepeating(outcome, outgoing.wire))
          return { outcome };
        failure = outcome;
        ownConnection = true;
        await sleep(beforeRepeatingMs, undefined, { signal: this.#closed.signal }).catch(() => undefined);
        continue;
      }
      const retryAfter = headersOf(outcome.rawHeaders)['retry-after'];
      // If a server limits the rate with 413, it says nothing about length.
      const length = this.#retries[413] === undefined ? outgoing.body.length : 0;
      const wait = patience.waitFor(outcome.status, retryAfter, length);
      if (wait === undefined) {
        this.#pace.recover();
        return { outcome };
      }
      this.#retries[outcome.status] = (this.#retries[outcome.status] ?? 0) + 1;
      this.#pace.spare(startedAt, typeof wait === 'number' ? wait : 0);
      if (typeof wait === 'string') return { outcome: wait };
      // The secret of a rate-limited login was not checked; if it is limited twice, the server may count it.
      limited += 1;
      if (once && limited > 1)
        return {
          outcome: `the server responded with ${outcome.status} and asked to retry later, twice; a request that uses something up is repeated only once`,
        };
      await sleep(wait, undefined, { signal: this.#closed.signal }).catch(() => undefined);
    }
  }

  async #transmit(outgoing: Outgoing, ownConnection: boolean): ReturnType<typeof transmit> {
    if (this.#closed.signal.aborted) return 'nothing more is sent';
    const { baseUrl, limits } = this.settings;
    const { timeoutMs, maxBodyBytes } = limits;
    this.#sent += 1;
    const agent = ownConnection ? keepAliveAgent(baseUrl, 1, this.settings.connection) : this.#agent;
    const letGo = () => agent.destroy();
    if (ownConnection) this.#closed.signal.addEventListener('abort', letGo);
    const { wire } = outgoing;
    const to = { baseUrl, agent, timeoutMs, maxBodyBytes };
    const outcome = await (wire ? transmitRaw({ ...outgoing, wire }, to) : transmit(outgoing, to));
    if (ownConnection) {
      letGo();
      this.#closed.signal.removeEventListener('abort', letGo);
    }
    return typeof outcome === 'object' ? withoutCodings(outcome, to) : outcome;
  }

  /**
   * What a response repeats from the open parts of its request is not secret: a wrong password, an invented session.
   *
   * @returns why the response cannot be shown, if it cannot
   */
  #learn(answer: RawResponse, filled: FilledRequest): string | undefined {
    const open = openText(filled);
    for (const secret of secretsOf(headersOf(answer.rawHeaders), textOf(answer.body))) {
      if (this.masker.knows(secret) || open.includes(secret.reveal())) continue;
      this.#learntBytes += memoryOf(secret);
      if (this.#isFull) break;
      this.masker.add(secret);
    }
    // A secret that was not added could not be masked.
    return this.#isFull ? this.#tooManySecrets : undefined;
  }
}

/** The outcome of a request: a response, or why there is none. */
interface Delivery {
  readonly outcome: RawResponse | string;
  /** After a failure: whether the repeated request got a response. */
  readonly answeredWhenRepeated?: boolean;
}

/** By then, a chance reason for a closed connection has passed. */
const beforeRepeatingMs = 250;

/**
 * Whether a repeated request got a response; undefined if it failed in another way, for example because the server is
 * being restarted, or if a gateway or a rate limit responded.
 */
function wasAnswered(repeated: RawResponse | string, { wire }: Outgoing): boolean | undefined {
  if (typeof repeated === 'string') return isWorthRepeating(repeated, wire) ? false : undefined;
  return repeated.status === 429 || repeated.status >= 500 ? undefined : true;
}
