import { setTimeout as sleep } from 'node:timers/promises';

/** Starts per second for a server that limits the rate: first the default for a remote one, at last this few. */
const spared = { first: 20, least: 2 };

/** The factor by which that rate grows again with each request that is not refused. */
const recovery = 1.05;

/** How late a timer usually is, in milliseconds. */
const timerGrainMs = 2;

/** Runs work at a limited rate and a limited number at a time, in order of arrival. */
export class Pace {
  readonly #most: number;
  #perSecond: number;
  #running = 0;
  #lastStart = -Infinity;
  #slowedAt = -Infinity;
  #notBefore = -Infinity;
  #turns: Promise<void> = Promise.resolve();
  readonly #hurry = new AbortController();
  readonly #waiting: (() => void)[] = [];

  /**
   * @param perSecond most starts per second; they are spread evenly
   * @param atOnce how many may run at one time
   */
  constructor(
    perSecond: number,
    readonly atOnce: number,
  ) {
    this.#perSecond = perSecond;
    this.#most = perSecond;
  }

  /** The current limit of starts per second. */
  get perSecond(): number {
    return this.#perSecond;
  }

  /**
   * A server has said that requests come too fast: none starts until the wait is over, then the rate is lower.
   *
   * @param startedAt when the refused request started; of several that were in flight together, one counts
   */
  spare(startedAt: number, waitMs: number): void {
    this.#notBefore = Math.max(this.#notBefore, performance.now() + waitMs);
    if (startedAt < this.#slowedAt) return;
    this.#slowedAt = performance.now();
    const { first, least } = spared;
    const slower = this.#perSecond > first ? first : Math.max(least, this.#perSecond / 2);
    this.#perSecond = Math.min(this.#perSecond, slower);
  }

  /** A request was not refused: one refusal must not slow down the rest of the run. */
  recover(): void {
    if (this.#perSecond < spared.first && this.#slowedAt > -Infinity)
      this.#perSecond = Math.min(spared.first, this.#most, this.#perSecond * recovery);
  }

  /** Stops limiting the rate, for work that no longer does anything. */
  release(): void {
    this.#hurry.abort();
  }

  /** @param first goes before all waiting work */
  async run<T>(work: () => Promise<T>, first = false): Promise<T> {
    if (this.#running < this.atOnce) this.#running += 1;
    else
      await new Promise<void>((resolve) => {
        if (first) this.#waiting.unshift(resolve);
        else this.#waiting.push(resolve);
      });
    try {
      await this.#turn();
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }

  /** One after another, so that no burst follows a late timer. */
  #turn(): Promise<void> {
    const turn = this.#turns.then(() => this.#untilNextStart());
    this.#turns = turn;
    return turn;
  }

  async #untilNextStart(): Promise<void> {
    const { signal } = this.#hurry;
    // The due time may be put off during the wait.
    const due = () => Math.max(this.#lastStart + 1000 / this.#perSecond, this.#notBefore);
    // A timer may fire a part of a millisecond early.
    for (let now = performance.now(); now < due() && !signal.aborted; now = performance.now())
      await sleep(Math.ceil(due() - now), undefined, { signal }).catch(() => undefined);
    // A delay of the timer's grain is caught up with, or a high rate would never be reached.
    this.#lastStart = Math.max(due(), performance.now() - timerGrainMs);
  }
}

/** Milliseconds to wait if a server limits the rate without saying for how long. */
const unsaidMs = 1000;

/**
 * For a longer body, in bytes, a 413 is about the request and not about a rate (companion pages; RFC 9110, 15.5.14).
 */
const longRequest = 4096;

/**
 * How long a server asks to wait before the same request is sent again: with 429, which always means a rate limit (RFC
 * 6585, 4), and with 503 or 413 if it sends Retry-After (RFC 9110, 15.6.4; older gateways limit with 413).
 *
 * @param retryAfter the value of Retry-After
 * @returns milliseconds; undefined if the response is final
 */
function askedWaitMs(
  status: number,
  retryAfter: string | undefined,
  requestBytes: number,
): number | undefined {
  if (status === 429) return retryAfterMs(retryAfter) ?? unsaidMs;
  if (status === 413 && requestBytes > longRequest) return undefined;
  return status === 503 || status === 413 ? retryAfterMs(retryAfter) : undefined;
}

/** Retry-After holds seconds or a date (RFC 9110, 10.2.3). */
function retryAfterMs(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

/** How long one request is still held back when the server asks for it. */
export class Patience {
  #waitedMs = 0;
  #leastMs = 0;

  /** @param forMs milliseconds in all, limits.retryForMs; 0 never waits */
  constructor(readonly forMs: number) {}

  /**
   * What to do after a response: `undefined` if it is final, the milliseconds to wait before the request is sent again,
   * or one clause on why it is not sent again.
   */
  waitFor(status: number, retryAfter: string | undefined, requestBytes: number): number | string | undefined {
    const asked = askedWaitMs(status, retryAfter, requestBytes);
    if (asked === undefined) return undefined;
    const wait = Math.max(asked, this.#leastMs);
    if (this.forMs === 0 || this.#waitedMs + wait > this.forMs)
      return `the server responded with ${status} and asked to retry later than limits.retryForMs allows, ${this.forMs} ms`;
    this.#waitedMs += wait;
    // A server that always says "at once" would otherwise be asked forever.
    this.#leastMs = Math.max(unsaidMs, 2 * this.#leastMs);
    return wait;
  }
}
