import type { Harness } from '../checks/harness';
import type { Stop } from '../report/report';
import { durationText } from '../report/wording/labels';

/** Ends a run that takes too long: what was not sent by then is not verified, and the rest is reported. */
export class Overtime {
  readonly #timer: NodeJS.Timeout;
  #stop: Stop | undefined;

  /** @param runMs limits.runMs, in milliseconds; they begin now */
  constructor(runMs: number, harness: Pick<Harness, 'stop'>) {
    const took = `the run took longer than limits.runMs, ${durationText(runMs)}`;
    this.#timer = setTimeout(() => {
      this.#stop = {
        kind: 'overtime',
        message: `T${took.slice(1)}; the reports have the results so far. Raise limits.runMs, or find out why the server is so slow.`,
      };
      harness.stop(`Not verified: ${took}.`);
    }, runMs);
    this.#timer.unref();
  }

  /** Why the run ended, if it took too long. */
  get stop(): Stop | undefined {
    return this.#stop;
  }

  /** Stops the clock. */
  over(): void {
    clearTimeout(this.#timer);
  }
}
