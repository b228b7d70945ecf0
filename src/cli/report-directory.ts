import { accessSync, constants, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { UsageError } from './usage-error';

/**
 * The absolute path of a directory that reports can be written to, as far as that can be known before a run.
 * Nothing is made yet.
 */
export function reportDirectory(name: string, cwd: string): string {
  if (name === '') throw new UsageError('--report-dir is empty; name a directory.');
  const directory = resolve(cwd, name);
  for (let existing = directory; ; existing = dirname(existing)) {
    const kind = kindOf(existing);
    if (kind === 'missing') continue;
    if (kind === 'file') {
      const what = existing === directory ? 'is a file' : `is below the file ${existing}`;
      throw new UsageError(`--report-dir ${name} ${what}; name a directory.`);
    }
    if (!isWritable(existing)) {
      throw new UsageError(
        `--report-dir ${name} cannot be written: permission is denied in ${existing}; allow writing there, or name another directory.`,
      );
    }
    return directory;
  }
}

function kindOf(path: string): 'directory' | 'file' | 'missing' {
  // The top of the file system is always there, which ends the search.
  if (dirname(path) === path) return 'directory';
  try {
    return statSync(path).isDirectory() ? 'directory' : 'file';
  } catch {
    return 'missing';
  }
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
