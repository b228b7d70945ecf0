import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { inProject } from '../contract/project-root';

/** The compiled spec files, in the order in which they run. */
export function specFiles(): string[] {
  const folder = inProject('dist', 'specs');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.spec.js'))
    .sort()
    .map((name) => inProject('dist', 'specs', name));
}

/** The name of a spec for people: `specs/tenant.spec.ts`, compiled or not. */
export function specName(path: string): string {
  return `specs/${basename(path).replace(/\.js$/, '.ts')}`;
}
