import picocolors from 'picocolors';
import type { ConsoleOptions } from '../report/console';
import { oneLine } from '../report/printable';
import { statusPaint, statusWord } from '../report/words';
import { fit } from '../report/wrap';
import { differing, type Matrix, type MatrixTarget } from './matrix';
import { matrixSentence, outcomeWord } from './words';

/** Requirements that differ, told by name. */
const mostRequirements = 50;

/** A target in one line, without a newline, for the moment at which it ends. */
export function renderTarget(
  target: MatrixTarget,
  nameWidth: number,
  { colour, width }: ConsoleOptions,
): string {
  const paint = picocolors.createColors(colour);
  const word = `${outcomeWord(target)} (exit code ${target.exitCode})`;
  const good = target.exitCode === 0 ? paint.green : target.exitCode === 4 ? paint.yellow : paint.red;
  const name = oneLine(target.name).padEnd(nameWidth);
  return `${name}  ${good(word)}  ${fit(oneLine(target.reason), Math.max(40, width - nameWidth - word.length - 4))}`;
}

/** What the matrix says, for a terminal: where targets differ, unless `quiet`, and the sum of it. */
export function renderMatrix(
  matrix: Matrix,
  { colour, quiet = false, reports = [] }: ConsoleOptions & { readonly quiet?: boolean },
): string {
  const paint = picocolors.createColors(colour);
  const different = quiet ? [] : differing(matrix);
  const lines = different.slice(0, mostRequirements).map(({ id, statuses }) => {
    const own = matrix.targets.map(({ name }) => {
      const status = statuses[name];
      const said = status === undefined ? 'not run' : statusPaint(status, paint)(statusWord(status).word);
      return `${oneLine(name)} ${said}`;
    });
    return `  ${oneLine(id)}: ${own.join(', ')}`;
  });
  const rest = different.length - lines.length;
  return [
    ...(lines.length > 0 ? [paint.bold('Where targets differ'), ...lines] : []),
    ...(rest > 0 ? [`  and ${rest} more in matrix.html.`] : []),
    ...(lines.length > 0 ? [''] : []),
    `${matrixSentence(matrix)} (exit code ${matrix.exitCode})`,
    ...(reports.length > 0 ? [paint.dim(`Reports: ${reports.map(oneLine).join(', ')}`)] : []),
  ]
    .join('\n')
    .concat('\n');
}
