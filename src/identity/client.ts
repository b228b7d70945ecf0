import type http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { secretsOf } from './answer-secrets';
import type { Configuration } from './configuration';
import { curlLine } from './curl';
import { Exchange, type RawAnswer } from './exchange';
import type { Masker } from './masking';
import { Pace } from './pace';
import { escapes, fill, type Escape } from './reference';
import { Secret } from './secret';
import type { TokenRequest } from './token-request';
import { keepAliveAgent, transmit, type Outgoing } from './transport';

/** Requests under way at one time, at most. */
const atOnce = 8;

/** How often, and milliseconds for how long in all, a server that asks for it is waited for (RFC 9110, 10.2.3). */
const retry = { times: 2, forMs: 10_000, statuses: [413, 429, 503] };

/** What a client must know of its server; see Configuration. */
export interface ClientSettings extends Pick<Configuration, 'limits' | 'headers'> {
  readonly baseUrl: string;
  readonly userAgent: string;
}

/** The value for a reference of a request. */
export type ValueOf = (path: string) => string | Secret;

/** Sends requests to one server, at its pace, and keeps every secret behind its mask. */
export class Client {
  readonly #agent: http.Agent;
  readonly #pace: Pace;
  #closed = false;
  #sent = 0;
  #exchanges = 0;

  constructor(
    readonly settings: ClientSettings,
    readonly masker: Masker,
  ) {
    this.#agent = keepAliveAgent(settings.baseUrl, atOnce);
    this.#pace = new Pace(settings.limits.maxRps, atOnce);
  }

  /** Requests that went out so far. */
  get sent(): number {
    return this.#sent;
  }

  /** Sends nothing more, and lets go of what is under way. */
  close(): void {
    this.#closed = true;
    this.#pace.release();
    this.#agent.destroy();
  }

  /**
   * Sends one request and waits for its whole answer. A failure of the transport is an exchange too, with
   * `failure` instead of an answer; nothing that a server does makes this throw.
   */
  async send(request: TokenRequest, valueOf: ValueOf): Promise<Exchange> {
    const outgoing = this.#filled(request, valueOf);
    return this.#exchange(request, outgoing, await this.#deliver(outgoing));
  }

  #filled(request: TokenRequest, valueOf: ValueOf): Outgoing {
    const plain = (value: string | Secret) =>
      value instanceof Secret ? this.masker.add(value).reveal() : value;
    const written = (template: string, escape: Escape) =>
      fill(template, (path) => escape(plain(valueOf(path))));
    const headers = {
      'User-Agent': this.settings.userAgent,
      ...mapped(this.settings.headers, plain),
      ...mapped(request.headers, (value) => written(value, escapes.none)),
    };
    return {
      method: request.method,
      path: written(request.path, escapes.url),
      headers,
      body: Buffer.isBuffer(request.body)
        ? request.body
        : Buffer.from(written(request.body, escapes[request.escape ?? request.format]), 'utf8'),
    };
  }

  async #deliver(outgoing: Outgoing): Promise<RawAnswer | string> {
    const { baseUrl, limits } = this.settings;
    const deadline = performance.now() + retry.forMs;
    for (let attempt = 0; ; attempt += 1) {
      const outcome = await this.#pace.run(() => {
        if (this.#closed) return Promise.resolve('nothing more is sent');
        this.#sent += 1;
        return transmit(outgoing, { baseUrl, agent: this.#agent, timeoutMs: limits.timeoutMs });
      });
      if (typeof outcome === 'string' || !retry.statuses.includes(outcome.status)) return outcome;
      const wait = retryAfterMs(headersOf(outcome)['retry-after']);
      if (wait === undefined) return outcome;
      if (attempt >= retry.times || performance.now() + wait > deadline)
        return `the server answered ${outcome.status} and asked to retry later than this run can wait`;
      await sleep(wait);
    }
  }

  #exchange(request: TokenRequest, outgoing: Outgoing, outcome: RawAnswer | string): Exchange {
    const [answer, failure] = typeof outcome === 'string' ? [undefined, outcome] : [outcome, ''];
    const headers = headersOf(answer);
    const body = answer?.body.toString('utf8') ?? '';
    for (const secret of secretsOf(headers, body)) this.masker.add(secret);
    const mask = (text: string) => this.masker.mask(text);
    const sent = {
      method: outgoing.method,
      url: mask(`${this.settings.baseUrl}${outgoing.path}`),
      headers: mapped(outgoing.headers, mask),
      body: mask(outgoing.body.toString('utf8')),
    };
    this.#exchanges += 1;
    const record = {
      id: `x${this.#exchanges}`,
      request: sent,
      ...(answer
        ? {
            response: {
              status: answer.status,
              headers: mapped(headers, mask),
              body: mask(body),
              durationMs: answer.durationMs,
            },
          }
        : { failure: mask(failure) }),
      curl: curlLine(Buffer.isBuffer(request.body) ? { ...sent, body: request.body } : sent),
    };
    return new Exchange(record, answer, mask);
  }
}

/** Headers by their names in lower case, repeated ones joined (RFC 9110, 5.3). */
function headersOf(answer: RawAnswer | undefined): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of answer?.rawHeaders ?? []) {
    const before = headers[name.toLowerCase()];
    headers[name.toLowerCase()] = before === undefined ? value : `${before}, ${value}`;
  }
  return headers;
}

function mapped<From, To>(
  values: Readonly<Record<string, From>>,
  map: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value)]));
}

/** Milliseconds that Retry-After asks to wait; it holds seconds or a date. */
function retryAfterMs(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}
