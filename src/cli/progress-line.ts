import type { Progress } from '../run';
import { renderProgress } from '../run/report/console';
import { widthOf, type Io } from './io';

const eraseLine = '\r\u001b[K';

/** One line that says how far a run is, rewritten in its place; for terminals only. */
export class ProgressLine {
  #shown = false;

  constructor(private readonly io: Io) {}

  show(progress: Progress): void {
    this.io.stdout.write(`${eraseLine}${renderProgress(progress, widthOf(this.io))}`);
    this.#shown = true;
  }

  clear(): void {
    if (this.#shown) this.io.stdout.write(eraseLine);
    this.#shown = false;
  }
}
