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

/** How requests say who sends them, what that is, and what there is to read about it (RFC 9110, 10.1.5). */
export function userAgent(): string {
  const { name, version } = suite();
  return `${name}/${version} (contract test suite for POST /v2.0/tokens; more in the README of ${name})`;
}
