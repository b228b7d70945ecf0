import { existsSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { inProject, projectRoot } from '../../contract/package-files';
import { quoted } from '../../http/exchange/shell-quoting';

const name = 'identity-conformance';

/**
 * How the executable is called, so that a command in a message can be copied: `node bin/identity-conformance.js` in a
 * checkout, `npx identity-conformance` in a project that depends on it, and the bare name if that is on the path.
 */
export function ownCommand(started = process.argv[1] ?? '', directory = process.cwd()): string {
  const isLink = basename(started) === name;
  if (projectRoot().split(sep).includes('node_modules'))
    return isLink && basename(dirname(started)) !== '.bin' ? name : `npx ${name}`;
  // Without the sources, this is an image whose entry point is the executable.
  if (isLink || !existsSync(inProject('tsconfig.json'))) return name;
  const file = relative(directory, join(projectRoot(), 'bin', `${name}.js`));
  return `node ${/^[\w./-]+$/.test(file) ? file : quoted(file)}`;
}
