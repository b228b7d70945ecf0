/** A value that is worked out when it is asked for, and kept: a large one only as long as there is room for it. */
export class Remembered<T extends object> {
  #value: T | WeakRef<T> | undefined;

  get(isSmall: boolean, work: () => T): T {
    const known = this.#value instanceof WeakRef ? this.#value.deref() : this.#value;
    if (known) return known;
    const value = work();
    this.#value = isSmall ? value : new WeakRef(value);
    return value;
  }
}
