import { isUtf8 } from 'node:buffer';
import { readFileSync, readSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigurationError } from './configuration';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist; check the name and the directory that it is relative to',
  EISDIR: 'is a directory; name the file in it',
  EACCES: 'cannot be read because of its permissions; check them',
};

/**
 * The text of a file, a pipe or standard input that a user named, in UTF-8, or in UTF-16 with a byte order mark.
 * @param directory what its name is relative to
 * @param place where it is named, for messages
 * @param kind what it is: `configuration file`
 * @throws ConfigurationError if it cannot be read
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

/** The text of a file that a user wrote, or one clause on why it has none. */
type FileText = { readonly text: string } | { readonly problem: string };

/** Encodings by their byte order mark; that of UTF-32 begins with that of UTF-16. */
const marks: readonly (readonly [readonly number[], 'UTF-32' | 'utf-16le' | 'utf-16be'])[] = [
  [[0xff, 0xfe, 0, 0], 'UTF-32'],
  [[0, 0, 0xfe, 0xff], 'UTF-32'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

/**
 * Reads UTF-8, and UTF-16 with a byte order mark, as PowerShell writes it. Other encodings are not guessed: a password
 * might be decoded wrongly.
 */
function fileText(bytes: Buffer): FileText {
  const encoding = marks.find(([mark]) => mark.every((byte, index) => bytes[index] === byte))?.[1];
  if (encoding === 'UTF-32') return { problem: 'begins as UTF-32 at byte 1, on line 1; save it as UTF-8' };
  if (encoding !== undefined)
    try {
      return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
    } catch {
      return { problem: `is not UTF-16 as it begins: it ${utf16Problem(bytes, encoding)}; save it as UTF-8` };
    }
  const zero = bytes.indexOf(0);
  if (zero >= 0)
    return {
      problem: `contains a zero byte ${placeOf(bytes, zero)}, as UTF-16 and UTF-32 do; save it as UTF-8`,
    };
  if (!isUtf8(bytes)) {
    const at = firstOther(bytes);
    const byte = (bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, '0');
    return {
      problem: `is not UTF-8: it contains the byte 0x${byte} ${placeOf(bytes, at)}; save it as UTF-8`,
    };
  }
  return { text: bytes.toString('utf8').replace(/^\uFEFF/, '') };
}

/** `at byte 57, on line 3`, both counted from 1. */
function placeOf(bytes: Buffer, at: number): string {
  const line = bytes.subarray(0, at).filter((byte) => byte === 0x0a).length + 1;
  return `at byte ${at + 1}, on line ${line}`;
}

/** The first thing in a text that begins as UTF-16 which is not UTF-16. */
function utf16Problem(bytes: Buffer, encoding: 'utf-16le' | 'utf-16be'): string {
  const even = bytes.subarray(0, bytes.length - (bytes.length % 2));
  // A copy, since `swap16` changes the bytes themselves.
  const text = (encoding === 'utf-16le' ? even : Buffer.from(even).swap16()).toString('utf16le');
  const lone = text.search(/\p{Surrogate}/u);
  const at = lone < 0 ? even.length : 2 * lone;
  const line = text.slice(0, at / 2).split('\n').length;
  return `${lone < 0 ? 'ends in the middle of a character' : 'contains half of a character (a lone surrogate)'} at byte ${at + 1}, on line ${line}`;
}

/** Where the first invalid UTF-8 sequence begins. */
function firstOther(bytes: Buffer): number {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let start = 0;
  for (let at = 0; at < bytes.length; at += 1)
    try {
      if (decoder.decode(bytes.subarray(at, at + 1), { stream: true }) !== '') start = at + 1;
    } catch {
      break;
    }
  return start;
}

/** The bytes of sources that can be read only once, such as a pipe, by absolute name. */
const kept = new Map<string, Buffer>();

const standardInput = ['/dev/stdin', '/dev/fd/0', '/proc/self/fd/0'];

/**
 * The bytes of a file, a pipe or standard input (`-`). A pipe is read once per process, and every later call gets the
 * same bytes.
 * @throws the error of the system
 */
function readInput(name: string, directory: string): Buffer {
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
  // Opening standard input by name fails if it is a socket (ENXIO) or belongs to another user.
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
      // Another process that shares the pipe made it non-blocking.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}
