import { ConfigurationError } from './configuration-error';
import { fileText } from './file-text';
import { readInput } from './input';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist; check the name and the directory that it is relative to',
  EISDIR: 'is a directory; name the file in it',
  EACCES: 'may not be read; check its permissions',
};

/**
 * The text of a file, a pipe or standard input that a user named, in UTF-8, or in UTF-16 with a byte order mark.
 * @param directory what its name is relative to
 * @param place what named it, for messages
 * @param kind what it is: `configuration file`
 * @throws ConfigurationError where it cannot be read
 */
export function readNamedFile(name: string, directory: string, place: string, kind = 'file'): string {
  const refuse = (problem: string): never => {
    throw new ConfigurationError([`${place}: the ${kind} ${shownName(name)} ${problem}.`]);
  };
  const read = fileText(bytesOf(name, directory, refuse));
  return 'problem' in read ? refuse(read.problem) : read.text;
}

/** How messages name a file: as the user wrote it, which says little of `-`. */
export function shownName(name: string): string {
  return name === '-' ? 'standard input' : name;
}

function bytesOf(name: string, directory: string, refuse: (problem: string) => never): Buffer {
  try {
    return readInput(name, directory);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return refuse(reasons[code ?? ''] ?? `cannot be read (${code ?? 'no error code'}); check it`);
  }
}
