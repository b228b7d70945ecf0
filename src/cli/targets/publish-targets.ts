import { join } from 'node:path';
import { namesOf } from '../../run/by-target';
import { headOf, matrixOf } from '../../run/matrix';
import type { Report } from '../../run/report/report';
import { spanOf } from '../../run/report/span';
import { ReportNotWritten, writeReports } from '../../run/report/write';
import type { Io } from '../io';
import type { Publication } from '../publish';
import { UsageError } from '../usage-error';
import { publishMatrix } from './publish-matrix';

/**
 * Writes the reports of several targets into directories of their names, and the matrix.
 *
 * @param targets each makes the report of one target; one at a time, since together they would fill the memory
 * @returns the exit code
 * @throws UsageError where a report cannot be made or written
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
