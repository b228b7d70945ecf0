import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigurationError } from './configuration-error';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist; check the name and the directory that it is relative to',
  EISDIR: 'is a directory; name the file in it',
  EACCES: 'may not be read; check its permissions',
};

/**
 * The text of a file that a user named.
 * @param directory what its name is relative to
 * @param place what named it, for messages
 * @param kind what it is: `configuration file`
 */
export function readNamedFile(name: string, directory: string, place: string, kind = 'file'): string {
  try {
    return readFileSync(resolve(directory, name), 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = reasons[code ?? ''] ?? `cannot be read (${code ?? 'no error code'}); check it`;
    throw new ConfigurationError([`${place}: the ${kind} ${name} ${reason}.`]);
  }
}
