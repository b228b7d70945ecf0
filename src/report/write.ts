import { renameSync, statSync } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { toHtml } from './html/page';
import { toJson } from './json';
import { toJunit } from './junit/junit';
import type { Report } from './report';
import { toSummary } from './summary';

let written = 0;

/** A file of a set that could not be written; `cause` is the error of the file system. */
class FileNotWritten extends Error {
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
async function writeTogether(files: readonly (readonly [file: string, text: () => string])[]): Promise<void> {
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

/** A report that could not be written; the message says what, where and what to do. */
export class ReportNotWritten extends Error {
  override readonly name = 'ReportNotWritten';
}

/**
 * Writes report.json, report.html, junit.xml and summary.md into `dir`, which is created if missing. All four are
 * written before the first takes its place, and each is written whole or not at all.
 *
 * @returns the paths of the files, `dir` joined with their names, report.json first
 * @throws ReportNotWritten when the file system refuses; ReportDefect when a report contradicts itself
 */
export async function writeReports(report: Report, dir: string): Promise<string[]> {
  return writeFiles(
    [
      ['report.json', () => toJson(report)],
      ['report.html', () => toHtml(report)],
      ['junit.xml', () => toJunit(report)],
      ['summary.md', () => toSummary(report)],
    ],
    dir,
  );
}

/**
 * Writes texts under their names into `dir`, which is created if missing, each whole or not at all.
 *
 * @returns the paths of the files
 * @throws ReportNotWritten when the file system refuses
 */
export async function writeFiles(
  files: readonly (readonly [name: string, text: () => string])[],
  dir: string,
): Promise<string[]> {
  await mkdir(dir, { recursive: true }).catch((error: unknown) => {
    throw new ReportNotWritten(refusal('The report directory', dir, error), { cause: error });
  });
  const set = files.map(([name, text]) => [path.join(dir, name), text] as const);
  await writeTogether(set).catch((error: unknown) => {
    if (!(error instanceof FileNotWritten)) throw error;
    throw new ReportNotWritten(refusal('The report', error.file, error.cause), { cause: error });
  });
  return set.map(([file]) => file);
}

function refusal(what: string, where: string, error: unknown): string {
  const { code = '', message = String(error) } = error as { code?: string; message?: string };
  const why = remedies[code] ?? `${message.replace(/\.$/, '')}; fix that ${elsewhere}`;
  return `${what} ${path.resolve(where)} could not be written: ${why}`;
}

const elsewhere = 'or name another directory with --report-dir.';
const remedies: Readonly<Record<string, string>> = {
  EFBIG: `the file exceeds the size limit; raise the limit ${elsewhere}`,
  ENOENT: `the file system does not support such a file; fix that ${elsewhere}`,
  ENOSPC: `the disk is full; free some space ${elsewhere}`,
  EDQUOT: `the disk quota is exceeded; free some space ${elsewhere}`,
  EACCES: `permission is denied; allow writing there ${elsewhere}`,
  EPERM: `permission is denied; allow writing there ${elsewhere}`,
  EROFS: `the file system is read-only; mount it for writing ${elsewhere}`,
  ENOTDIR: `a part of the path is a file; move that file away ${elsewhere}`,
  EEXIST: `there is a file of that name; move it away ${elsewhere}`,
  EISDIR: `there is a directory of that name; move it away ${elsewhere}`,
  ENAMETOOLONG: 'the path is too long; name a shorter one with --report-dir.',
};
