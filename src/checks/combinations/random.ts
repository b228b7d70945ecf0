/** Numbers that look random and are the same again for the same seed. */
export interface Random {
  /** An integer from 0 to below a limit. */
  readonly below: (limit: number) => number;
  readonly shuffled: <Item>(items: readonly Item[]) => Item[];
}

/** A linear congruential generator (the constants are those of Numerical Recipes). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    // The low bits of such a generator have short periods.
    return Math.floor((state / 2 ** 32) * limit);
  };
  return {
    below,
    shuffled: (items) => {
      const all = [...items];
      for (let last = all.length - 1; last > 0; last -= 1) {
        const other = below(last + 1);
        const item = all[last];
        all[last] = all[other] as (typeof all)[number];
        all[other] = item as (typeof all)[number];
      }
      return all;
    },
  };
}
