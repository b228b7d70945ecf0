import fc from 'fast-check';

/** Free choices of a writer, such as the order of attributes: numbers that are used one after another. */
export class Choices {
  #next = 0;

  constructor(private readonly numbers: readonly number[]) {}

  /** One of the items. */
  of<T>(items: readonly [T, ...T[]]): T {
    return items[this.#number() % items.length] ?? items[0];
  }

  /** The items in some order. */
  order<T>(items: readonly T[]): T[] {
    return items
      .map((item) => ({ item, rank: this.#number() }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ item }) => item);
  }

  #number(): number {
    return this.numbers[this.#next++ % this.numbers.length] ?? 0;
  }
}

/** The numbers for a writer's choices; of zeros, everything keeps its order and takes its first form. */
export const choiceNumbers = fc.array(fc.nat({ max: 99 }), { minLength: 1, maxLength: 40 });
