/** Whether a user name is the one asked for, in whatever letter case or Unicode normal form (erratum E33). */
export function isSameName(given: unknown, asked: unknown): boolean {
  return typeof given === 'string' && typeof asked === 'string' && folded(given) === folded(asked);
}

function folded(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}
