/** Values that can be worked out again: those of the last few owners that were asked for are kept, the others let go. */
export class LastUsed<Owner extends object, Value> {
  readonly #values = new Map<Owner, Value>();

  /** @param most how many values are kept */
  constructor(readonly most: number) {}

  get(owner: Owner, work: () => Value): Value {
    const value = this.#values.get(owner) ?? work();
    this.#values.delete(owner);
    this.#values.set(owner, value);
    for (const other of this.#values.keys()) if (this.#values.size > this.most) this.#values.delete(other);
    return value;
  }
}
