import type { Harness } from '../../specs/vocabulary/harness';
import type { Stop } from './report/report';
import { durationWords } from './report/words';

/** Ends a run that takes longer than it may: what is not sent by then is not verified, and the rest is reported. */
export class Overtime {
  readonly #timer: NodeJS.Timeout;
  #stop: Stop | undefined;

  /** @param runMs limits.runMs */
  constructor(runMs: number, harness: Pick<Harness, 'stop'>) {
    const took = `the run took longer than limits.runMs, ${durationWords(runMs)}`;
    this.#timer = setTimeout(() => {
      this.#stop = {
        kind: 'unreachable',
        message: `T${took.slice(1)}; the reports have the results so far. Raise limits.runMs, or find out why the server is so slow.`,
      };
      harness.stop(`Not verified: ${took}.`);
    }, runMs);
    this.#timer.unref();
  }

  /** Why the run ended, if it was for its time. */
  get stop(): Stop | undefined {
    return this.#stop;
  }

  /** From now on the time does not count. */
  over(): void {
    clearTimeout(this.#timer);
  }
}
