import { relative } from 'node:path';
import { renderMatrix, toMatrixMarkdown, writeMatrix, type Matrix } from '../../run/matrix';
import { appendStepSummary } from '../../run/report/step-summary';
import { exitCode } from '../exit-code';
import { inertForGitHub } from '../github-actions';
import { widthOf, wantsColour, type Io } from '../io';
import type { Publication } from '../publish';

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
