import { accessSync, constants, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { renderConsole } from '../report/console';
import { headOf, type Matrix, matrixOf } from '../report/matrix/matrix';
import { writeMatrix } from '../report/matrix/page';
import { renderMatrix, toMatrixMarkdown } from '../report/matrix/summary';
import type { Report } from '../report/report';
import { toSummary } from '../report/summary';
import { spanOf } from '../report/verdict/counts';
import { verdictLabel } from '../report/wording/labels';
import { ReportNotWritten, writeReports } from '../report/write';
import { namesOf } from '../run/merge';
import { oneLine } from '../text/printable';
import { forGitHub, inertForGitHub, summariseForGitHub } from './github-actions';
import { exitCode, type Io, UsageError, wantsColour, widthOf } from './io';

export interface Publication {
  /** The absolute path of the report directory. */
  readonly directory: string;
  readonly quiet?: boolean;
  readonly color: boolean;
  readonly debug?: boolean;
}

/**
 * Writes the reports and shows the result.
 * @returns the exit code; reports that are missing must fail the pipeline that waits for them
 */
export async function publish(report: Report, publication: Publication, io: Io): Promise<number> {
  const { directory, quiet, color, debug = false } = publication;
  const written = await writeOrComplain(report, directory, debug, io);
  const code = written ? report.exitCode : Math.max(report.exitCode, exitCode.defect);
  await summariseForGitHub(() => toSummary(report), io);
  const output = quiet
    ? `${verdictLabel(report)} (exit code ${code}): ${oneLine(report.reason)}\n`
    : renderConsole(report, {
        colour: color && wantsColour(io),
        width: widthOf(io),
        reports: (written ?? []).map((file) => relative(io.cwd, file)),
      });
  io.stdout.write(forGitHub(report, output, io));
  return code;
}

/** The files written; none if that failed, which is reported and does not hide the result. */
async function writeOrComplain(
  report: Report,
  directory: string,
  debug: boolean,
  io: Io,
): Promise<string[] | undefined> {
  try {
    return await writeReports(report, directory);
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    io.stderr.write(`error: ${message}\n${debug ? `${stack ?? ''}\n` : ''}`);
    return undefined;
  }
}

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

/**
 * Writes the reports of several targets into directories of their names, and the matrix.
 *
 * @param targets each makes the report of one target; one at a time, since together they would fill the memory
 * @returns the exit code
 * @throws UsageError if a report cannot be made or written
 */
export async function publishTargets(
  targets: readonly (() => Report)[],
  publication: Publication,
  io: Io,
): Promise<number> {
  // Nothing is written unless all can be made.
  const heads = targets.map((make) => {
    const report = make();
    const { target, exitCode, startedAt, finishedAt } = report;
    return { target, exitCode, startedAt, finishedAt, report: headOf(report) };
  });
  const names = namesOf(heads);
  for (const [index, make] of targets.entries())
    await writeReports(make(), join(publication.directory, names[index] ?? '')).catch((error: unknown) => {
      throw error instanceof ReportNotWritten ? new UsageError(error.message) : error;
    });
  const outcomes = heads.map(({ target: { baseUrl }, exitCode, report }, index) => ({
    ...{ name: names[index] ?? '', baseUrl, exitCode, report },
  }));
  return publishMatrix(matrixOf(outcomes, spanOf(heads)), publication, io);
}

/**
 * Writes the matrix and shows it.
 * @returns the exit code; a matrix that is missing must fail the pipeline that waits for it
 */
export async function publishMatrix(
  matrix: Matrix,
  { directory, quiet, color }: Publication,
  io: Io,
): Promise<number> {
  const written = await writeMatrix(matrix, directory).catch((error: unknown) => {
    io.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
    return undefined;
  });
  await summariseForGitHub(() => toMatrixMarkdown(matrix), io);
  const code = written ? matrix.exitCode : Math.max(matrix.exitCode, exitCode.defect);
  const reports = quiet ? [] : (written ?? []).map((file) => relative(io.cwd, file));
  const options = { colour: color && wantsColour(io), width: widthOf(io), quiet, reports };
  io.stdout.write(inertForGitHub(renderMatrix(matrix, options), io));
  return code;
}
