import { join, relative } from 'node:path';
import { renderMatrix } from '../../report/matrix/console';
import { toMatrixMarkdown } from '../../report/matrix/markdown';
import { headOf, type Matrix, matrixOf } from '../../report/matrix/matrix';
import { writeMatrix } from '../../report/matrix/page';
import type { Report } from '../../report/report';
import { spanOf } from '../../report/verdict/counts';
import { ReportNotWritten, writeReports } from '../../report/write';
import { namesOf } from '../../run/merge';
import { exitCode, UsageError } from '../exit-code';
import { appendStepSummary, inertForGitHub } from '../github-actions';
import { type Io, wantsColour, widthOf } from '../io';
import type { Publication } from '../publish';

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
  // The page of the step under GitHub Actions.
  const page = io.env['GITHUB_STEP_SUMMARY'];
  const problem = page ? await appendStepSummary(page, toMatrixMarkdown(matrix)) : undefined;
  if (problem) io.stderr.write(`warning: ${problem}\n`);
  const code = written ? matrix.exitCode : Math.max(matrix.exitCode, exitCode.defect);
  const reports = quiet ? [] : (written ?? []).map((file) => relative(io.cwd, file));
  const options = { colour: color && wantsColour(io), width: widthOf(io), quiet, reports };
  io.stdout.write(inertForGitHub(renderMatrix(matrix, options), io));
  return code;
}
