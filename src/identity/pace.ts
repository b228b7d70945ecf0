import { setTimeout as sleep } from 'node:timers/promises';

/** Lets work through at a bounded rate and a bounded number at a time, in the order of asking. */
export class Pace {
  #running = 0;
  #nextStart = 0;
  readonly #hurry = new AbortController();
  readonly #waiting: (() => void)[] = [];

  /**
   * @param perSecond starts a second, at most; they are spread evenly
   * @param atOnce how many may run at one time
   */
  constructor(
    readonly perSecond: number,
    readonly atOnce: number,
  ) {}

  /** Lets everybody through from now on: for work that no longer does anything. */
  release(): void {
    this.#hurry.abort();
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.atOnce) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#running += 1;
    try {
      await this.#turn();
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }

  async #turn(): Promise<void> {
    const now = performance.now();
    const start = Math.max(now, this.#nextStart);
    this.#nextStart = start + 1000 / this.perSecond;
    const { signal } = this.#hurry;
    if (start > now && !signal.aborted)
      await sleep(start - now, undefined, { signal }).catch(() => undefined);
  }
}
