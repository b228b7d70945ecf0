import { relative } from 'node:path';
import { renderConsole } from '../run/report/console';
import { oneLine } from '../run/report/printable';
import type { Report } from '../run/report/report';
import { verdictWord } from '../run/report/words';
import { writeReports } from '../run/report/write';
import { exitCode } from './exit-code';
import { forGitHub, summariseForGitHub } from './github-actions';
import { widthOf, wantsColour, type Io } from './io';

/** How a report is to be made known. */
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
  await summariseForGitHub(report, io);
  const output = quiet
    ? `${verdictWord(report)} (exit code ${code}): ${oneLine(report.reason)}\n`
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
