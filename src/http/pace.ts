import { setTimeout as sleep } from 'node:timers/promises';

/** Starts a second for a server that limits the rate: first what one elsewhere gets by default, in the end this few. */
const spared = { first: 20, least: 2 };

/** By how much the rate of such a server grows again with each request that it does not refuse. */
const recovery = 1.05;

/** Milliseconds by which a timer is late as a rule. */
const timerGrainMs = 2;

/** Lets work through at a bounded rate and a bounded number at a time, in the order of asking. */
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
   * @param perSecond starts a second, at most; they are spread evenly
   * @param atOnce how many may run at one time
   */
  constructor(
    perSecond: number,
    readonly atOnce: number,
  ) {
    this.#perSecond = perSecond;
    this.#most = perSecond;
  }

  /** Starts a second, at most, by now. */
  get perSecond(): number {
    return this.#perSecond;
  }

  /**
   * A server has said that requests come too fast: none starts until it is over, and then they come more slowly.
   *
   * @param startedAt when the request started that was answered so; of those that were under way together, one counts
   */
  spare(startedAt: number, waitMs: number): void {
    this.#notBefore = Math.max(this.#notBefore, performance.now() + waitMs);
    if (startedAt < this.#slowedAt) return;
    this.#slowedAt = performance.now();
    const { first, least } = spared;
    const slower = this.#perSecond > first ? first : Math.max(least, this.#perSecond / 2);
    this.#perSecond = Math.min(this.#perSecond, slower);
  }

  /** A request was not refused: what comes too fast by chance is not slow for the rest of a run. */
  recover(): void {
    if (this.#perSecond < spared.first && this.#slowedAt > -Infinity)
      this.#perSecond = Math.min(spared.first, this.#most, this.#perSecond * recovery);
  }

  /** Lets everybody through from now on: for work that no longer does anything. */
  release(): void {
    this.#hurry.abort();
  }

  /** @param first goes before all that is waiting */
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

  /** One after another: what a late timer lets through is not made up for by a burst. */
  #turn(): Promise<void> {
    const turn = this.#turns.then(() => this.#untilNextStart());
    this.#turns = turn;
    return turn;
  }

  async #untilNextStart(): Promise<void> {
    const { signal } = this.#hurry;
    // What is due may be put off while it is waited for.
    const due = () => Math.max(this.#lastStart + 1000 / this.#perSecond, this.#notBefore);
    // A timer may fire a part of a millisecond early.
    for (let now = performance.now(); now < due() && !signal.aborted; now = performance.now())
      await sleep(Math.ceil(due() - now), undefined, { signal }).catch(() => undefined);
    // A delay of the timer's grain is caught up with, or a high rate were never reached.
    this.#lastStart = Math.max(due(), performance.now() - timerGrainMs);
  }
}
