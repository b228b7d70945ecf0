/** How many members a JSON text writes, in all of its objects. */
export function membersWritten(text: string): number {
  return [...text.matchAll(/"(?:[^"\\]|\\.)*"\s*(:?)/g)].filter(([, colon]) => colon).length;
}

/** How many members are left of them in the value that it was read as; of two with one name, one is. */
export function membersRead(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const inside = Object.values(value).map(membersRead);
  const own = Array.isArray(value) ? 0 : inside.length;
  return inside.reduce((sum, count) => sum + count, own);
}
