import { join } from 'node:path';
import { namesOf } from '../../run/by-target';
import { matrixOf } from '../../run/matrix';
import type { Report } from '../../run/report/report';
import { ReportNotWritten, writeReports } from '../../run/report/write';
import type { Io } from '../io';
import type { Publication } from '../publish';
import { UsageError } from '../usage-error';
import { publishMatrix } from './publish-matrix';

/**
 * Writes the reports of several targets into directories of their names, and the matrix.
 * @returns the exit code
 */
export async function publishTargets(
  reports: readonly Report[],
  publication: Publication,
  io: Io,
): Promise<number> {
  const names = namesOf(reports);
  const outcomes = reports.map((report, index) => ({
    ...{ name: names[index] ?? '', baseUrl: report.target.baseUrl, report },
    exitCode: report.exitCode,
  }));
  for (const { name, report } of outcomes)
    await writeReports(report, join(publication.directory, name)).catch((error: unknown) => {
      throw error instanceof ReportNotWritten ? new UsageError(error.message) : error;
    });
  const times = reports.map(({ startedAt, finishedAt }) => ({ startedAt, finishedAt }));
  const startedAt = times.map((time) => time.startedAt).sort()[0] ?? '';
  const finishedAt =
    times
      .map((time) => time.finishedAt)
      .sort()
      .at(-1) ?? '';
  return publishMatrix(matrixOf(outcomes, { startedAt, finishedAt }), publication, io);
}
