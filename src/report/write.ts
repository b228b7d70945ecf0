import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { toHtml } from './html/page';
import { toJson } from './json';
import { toJunit } from './junit/junit';
import type { Report } from './report';
import { toSummary } from './markdown/summary';
import { FileNotWritten, writeTogether } from './whole-file';

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
