/** Counts by name, such as failed login attempts by user, put together. */
export function summedByName(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const all: Record<string, number> = {};
  for (const [name, count] of counts.flatMap((each) => Object.entries(each)))
    if (count > 0) all[name] = (all[name] ?? 0) + count;
  return all;
}
