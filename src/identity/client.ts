import type http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { keepAliveAgent } from './agent';
import { secretsOf } from './answer-secrets';
import { textOf } from './body-text';
import type { ClientSettings } from './client-settings';
import { Exchange, type RawAnswer } from './exchange';
import {
  filledRequest,
  openText,
  outgoingOf,
  secretsIn,
  type FilledRequest,
  type ValueOf,
} from './filled-request';
import { headersOf } from './header-list';
import type { Masker } from './masking';
import { Pace } from './pace';
import { transmitRaw } from './raw-transport';
import { recorded } from './recorded';
import { Patience } from './retry';
import type { Sender } from './sender';
import type { TokenRequest } from './token-request';
import { transmit, type Outgoing } from './transport';

export type { ClientSettings } from './client-settings';

/** Requests under way at one time, at most. */
const atOnce = 8;

/** Sends requests to one server, at its pace, and keeps every secret behind its mask. */
export class Client implements Sender {
  readonly #agent: http.Agent;
  readonly #pace: Pace;
  readonly #closed = new AbortController();
  #sent = 0;
  #exchanges = 0;

  constructor(
    readonly settings: ClientSettings,
    readonly masker: Masker,
  ) {
    this.#agent = keepAliveAgent(settings.baseUrl, atOnce, settings.connection);
    this.#pace = new Pace(settings.limits.maxRps, atOnce);
  }

  /** Requests that went out so far. */
  get sent(): number {
    return this.#sent;
  }

  /** Sends nothing more, and lets go of what is under way. */
  close(): void {
    this.#closed.abort();
    this.#pace.release();
    this.#agent.destroy();
  }

  /**
   * Sends one request and waits for its whole answer. A failure of the transport is an exchange too, with
   * `failure` instead of an answer; nothing that a server does makes this throw.
   */
  async send(request: TokenRequest, valueOf: ValueOf): Promise<Exchange> {
    this.#exchanges += 1;
    const id = `${this.settings.exchangePrefix ?? 'x'}${this.#exchanges}`;
    const filled = filledRequest(request, this.settings, valueOf);
    for (const secret of secretsIn(filled)) this.masker.add(secret);
    const outcome = await this.#deliver(outgoingOf(filled));
    if (typeof outcome !== 'string') this.#learn(outcome, filled);
    const mask = (text: string) => this.masker.mask(text);
    const record = recorded(id, this.settings, filled, outcome, mask);
    return new Exchange(record, typeof outcome === 'string' ? undefined : outcome, mask);
  }

  async #deliver(outgoing: Outgoing): Promise<RawAnswer | string> {
    const { baseUrl, limits } = this.settings;
    const { timeoutMs, maxBodyBytes } = limits;
    const patience = new Patience(limits.retryForMs);
    for (;;) {
      const outcome = await this.#pace.run(() => {
        if (this.#closed.signal.aborted) return Promise.resolve('nothing more is sent');
        this.#sent += 1;
        const to = { baseUrl, agent: this.#agent, timeoutMs, maxBodyBytes };
        const { wire } = outgoing;
        return wire ? transmitRaw({ ...outgoing, wire }, to) : transmit(outgoing, to);
      });
      if (typeof outcome === 'string') return outcome;
      const retryAfter = headersOf(outcome.rawHeaders)['retry-after'];
      const wait = patience.waitFor(outcome.status, retryAfter, outgoing.body.length);
      if (wait === undefined) return outcome;
      if (typeof wait === 'string') return wait;
      await sleep(wait, undefined, { signal: this.#closed.signal }).catch(() => undefined);
    }
  }

  /** What an answer repeats of the open parts of its request is no secret: a wrong password, an invented session. */
  #learn(answer: RawAnswer, filled: FilledRequest): void {
    const open = openText(filled);
    for (const secret of secretsOf(headersOf(answer.rawHeaders), textOf(answer.body)))
      if (!open.includes(secret.reveal())) this.masker.add(secret);
  }
}
