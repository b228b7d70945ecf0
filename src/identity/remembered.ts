import { LastUsed } from './last-used';

/** A document and what was read from it are used in turns; keeping more would take much memory where each is large. */
const large = new LastUsed<object, object>(2);

/** A value that is computed on first use and kept: a large one only until others are used. */
export class Cached<T extends object> {
  #value: T | undefined;

  get(isSmall: boolean, work: () => T): T {
    if (!isSmall) return large.get(this, work) as T;
    return (this.#value ??= work());
  }
}
