/** Headers by their names in lower case, repeated ones joined (RFC 9110, 5.3); `__proto__` is a name as any other. */
export function headersOf(list: readonly (readonly [string, string])[]): Record<string, string> {
  const values = new Map<string, string[]>();
  for (const [name, value] of list) {
    const before = values.get(name.toLowerCase());
    if (before) before.push(value);
    else values.set(name.toLowerCase(), [value]);
  }
  return Object.fromEntries([...values].map(([name, each]) => [name, each.join(', ')]));
}
