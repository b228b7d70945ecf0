/** Milliseconds of this process's own processor time that work takes, the least of three. */
function cost(work: () => void): number {
  const once = () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  return Math.min(once(), once(), once());
}

/** Below so many milliseconds, a measurement says nothing of how work grows. */
const noise = 20;

/**
 * Expects work to take no more than its share when it is four times as large. Linear work takes four times as long,
 * quadratic sixteen times; other processes are not counted.
 */
export function expectLinear(size: number, prepare: (size: number) => () => void): void {
  const small = cost(prepare(size));
  const large = cost(prepare(4 * size));
  expect(large).toBeLessThan(9 * Math.max(small, noise));
}
