import { LastUsed } from './last-used';

/** A document and what was read from it are asked for in turns; more would be much memory where each is large. */
const large = new LastUsed<object, object>(2);

/** A value that is worked out when it is asked for, and kept: a large one only until others are asked for. */
export class Remembered<T extends object> {
  #value: T | undefined;

  get(isSmall: boolean, work: () => T): T {
    if (!isSmall) return large.get(this, work) as T;
    return (this.#value ??= work());
  }
}
