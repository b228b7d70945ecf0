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
