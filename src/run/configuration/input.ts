import { readFileSync, readSync, statSync } from 'node:fs';
import { resolve } from 'node:path';

/** The bytes of what can be read only once, such as a pipe, by its absolute name. */
const kept = new Map<string, Buffer>();

const standardInput = ['/dev/stdin', '/dev/fd/0', '/proc/self/fd/0'];

/**
 * The bytes of a file, a pipe or standard input (`-`). What gives its bytes only once is read once in a process, and
 * every later call gets the same.
 * @throws the error of the system
 */
export function readInput(name: string, directory: string): Buffer {
  const path = pathOf(name, directory);
  if (path !== '-' && statSync(path).isFile()) return readFileSync(path);
  const bytes = kept.get(path) ?? (path === '-' ? readStandardInput() : readFileSync(path));
  kept.set(path, bytes);
  return bytes;
}

/** The bytes that were read from a pipe or from standard input; undefined for a file, which others can read again. */
export function keptInput(name: string, directory: string): Buffer | undefined {
  return kept.get(pathOf(name, directory));
}

function pathOf(name: string, directory: string): string {
  const path = resolve(directory, name);
  // Opened again by its name, a standard input that is a socket is refused (ENXIO), and so is one of another user.
  return name === '-' || standardInput.includes(path) ? '-' : path;
}

function readStandardInput(): Buffer {
  const chunks: Buffer[] = [];
  for (;;) {
    const chunk = Buffer.alloc(65_536);
    try {
      const length = readSync(0, chunk);
      if (length === 0) return Buffer.concat(chunks);
      chunks.push(chunk.subarray(0, length));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // Windows reports the end of a pipe in this way.
      if (code === 'EOF') return Buffer.concat(chunks);
      if (code !== 'EAGAIN') throw error;
      // Another process that shares the pipe made it one that does not wait.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}
