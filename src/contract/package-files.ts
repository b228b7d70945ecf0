import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

const packageName = 'identity-conformance';
let found: string | undefined;

/**
 * The directory of the package, found by walking up from this module: the code runs from `src/` under a
 * transform and from `dist/src/` once compiled, while schemas, fixtures and requirements stay where they are.
 *
 * @throws Error when no directory above holds the package.json of this package
 */
export function projectRoot(): string {
  found ??= findRoot(__dirname);
  return found;
}

/** The absolute path of something in the package: `inProject('schemas', 'json', 'access.json')`. */
export function inProject(...segments: string[]): string {
  return join(projectRoot(), ...segments);
}

/** What the build has prepared: next to the compiled code, and not next to the sources. */
export const preparedFolder = join(__dirname, '..', '..', 'prepared');

/** A path as people know it, relative to the package and with `/`; a path outside stays absolute. */
export function projectPath(path: string): string {
  const inside = relative(projectRoot(), path);
  return inside.startsWith('..') ? path : inside.split(sep).join('/');
}

function findRoot(start: string): string {
  for (let directory = start; ; directory = dirname(directory)) {
    if (isThisPackage(join(directory, 'package.json'))) return directory;
    if (directory === dirname(directory)) {
      throw new Error(
        `no package.json of ${packageName} in ${start} or above: the installation is incomplete`,
      );
    }
  }
}

function isThisPackage(manifest: string): boolean {
  if (!existsSync(manifest)) return false;
  const content: unknown = JSON.parse(readFileSync(manifest, 'utf8'));
  return typeof content === 'object' && content !== null && 'name' in content && content.name === packageName;
}

/** The name and version of the suite, as package.json has them. */
export function suite(): { readonly name: string; readonly version: string } {
  const { name, version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8')) as Record<
    string,
    string
  >;
  return { name: name ?? '', version: version ?? '' };
}

/** The User-Agent of requests: name, version, purpose and address (RFC 9110, 10.1.5). */
export function userAgent(): string {
  const { name, version } = suite();
  return `${name}/${version} (contract test suite for POST /v2.0/tokens; more in the README of ${name})`;
}
