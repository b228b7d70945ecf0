/** The way from the top of a configuration to one of its members. */
export type MemberPath = readonly (string | number)[];

/** `accounts.user.password`, `profiles[1]`; the top is `the configuration`. */
export function formatPath(path: MemberPath): string {
  if (path.length === 0) return 'the configuration';
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index > 0 ? '.' : ''}${step}`))
    .join('');
}

/** Reads a JSON pointer, `/profiles/1`; the value tells indices of arrays from names of members. */
export function pathOfPointer(pointer: string, value: unknown): MemberPath {
  const path: (string | number)[] = [];
  let at = value;
  for (const step of pointer.split('/').slice(1)) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(Array.isArray(at) ? Number(name) : name);
    at = (at as Record<string, unknown> | undefined)?.[name];
  }
  return path;
}
