/** The least and the greatest value of the numbers that make up requests. */
export const numberLimits = { seed: [0, 2 ** 31 - 1], fuzz: [0, 10_000] } as const;
