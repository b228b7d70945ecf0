import { readFileSync } from 'node:fs';
import { inProject } from '../contract/project-root';

/** The name and version of the suite, as package.json has them. */
export function suite(): { readonly name: string; readonly version: string } {
  const { name, version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8')) as Record<
    string,
    string
  >;
  return { name: name ?? '', version: version ?? '' };
}

/** How requests say who sends them. */
export function userAgent(): string {
  const { name, version } = suite();
  return `${name}/${version}`;
}
