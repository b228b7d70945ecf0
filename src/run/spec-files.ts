import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { inProject } from '../contract/project-root';

/** What judges the exchanges of all others comes last. */
const last = 'every-exchange.spec';

/** Puts the paths of spec files in the order in which they run: by name, so that two runs are alike. */
export function inOrderOfRunning(a: string, b: string): number {
  const isLast = (path: string) => Number(basename(path).startsWith(last));
  return isLast(a) - isLast(b) || (a < b ? -1 : 1);
}

/** The compiled spec files, in the order in which they run. */
export function specFiles(): string[] {
  const folder = inProject('dist', 'specs');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.spec.js'))
    .sort(inOrderOfRunning)
    .map((name) => inProject('dist', 'specs', name));
}

/** The name of a spec for people: `specs/tenant.spec.ts`, compiled or not. */
export function specName(path: string): string {
  return `specs/${basename(path).replace(/\.js$/, '.ts')}`;
}
