import { renameSync, statSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';

let written = 0;

/** A file of a set that could not be written; `cause` is the error of the file system. */
export class FileNotWritten extends Error {
  override readonly name = 'FileNotWritten';

  constructor(
    readonly file: string,
    cause: unknown,
  ) {
    super(`${file} could not be written`, { cause });
  }
}

/**
 * Writes a file atomically: under another name next to it, then by rename.
 *
 * @throws the error of the file system, with its `code`; the previous file is then as it was
 */
export async function writeWhole(file: string, text: string): Promise<void> {
  await writeTogether([[file, () => text]]).catch((error: unknown) => {
    throw error instanceof FileNotWritten ? error.cause : error;
  });
}

/**
 * Writes files that belong together: first all of them under other names next to their places, so that a full disk
 * leaves the previous set as it was, then one rename after the other, in the given order and with nothing between them,
 * so that two processes that each write a set do not mix theirs. Each text is made when it is its turn, so that no two
 * long ones are in memory.
 *
 * @throws FileNotWritten
 */
export async function writeTogether(
  files: readonly (readonly [file: string, text: () => string])[],
): Promise<void> {
  const prepared: (readonly [beside: string, file: string])[] = [];
  try {
    for (const [file, text] of files) {
      const beside = `${file}.${process.pid}-${++written}.part`;
      prepared.push([beside, file]);
      refuseDirectory(file);
      await writeNew(beside, text()).catch((error: unknown) => {
        throw new FileNotWritten(file, error);
      });
    }
    for (const [beside, file] of prepared) renameOver(beside, file);
  } catch (error) {
    for (const [beside] of prepared) await rm(beside, { force: true });
    throw error;
  }
}

/** A rename would fail as well, but only after others are done. */
function refuseDirectory(file: string): void {
  if (!statSync(file, { throwIfNoEntry: false })?.isDirectory()) return;
  throw new FileNotWritten(file, Object.assign(new Error('it is a directory'), { code: 'EISDIR' }));
}

function renameOver(beside: string, file: string): void {
  try {
    renameSync(beside, file);
  } catch (error) {
    throw new FileNotWritten(file, error);
  }
}

/**
 * `filehandle.writeFile` goes on after a short write and so sees a full disk; for `fs.write`, half a file is a success.
 */
async function writeNew(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx');
  try {
    await handle.writeFile(text, 'utf8');
    await handle.sync();
  } finally {
    await handle.close();
  }
}
