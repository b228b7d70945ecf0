import { open, rename, rm } from 'node:fs/promises';

let written = 0;

/**
 * Writes a file whole or not at all: beside its place first, and then by rename. `filehandle.writeFile`
 * goes on after a short write and so sees a full disk; a single `fs.write` takes half a file for success.
 *
 * @throws the error of the file system, with its `code`; the previous file is then as it was
 */
export async function writeWhole(file: string, text: string): Promise<void> {
  const beside = `${file}.${process.pid}-${++written}.part`;
  try {
    const handle = await open(beside, 'wx');
    try {
      await handle.writeFile(text, 'utf8');
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
