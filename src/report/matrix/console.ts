import picocolors from 'picocolors';
import { fit, oneLine } from '../../text/printable';
import { quantity } from '../../text/prose';
import type { ConsoleOptions } from '../console';
import { statusLabel, statusPaint } from '../wording/labels';
import {
  comparedTargets,
  differences,
  differenceTitles,
  type Matrix,
  type MatrixRequirement,
  matrixSentence,
  type MatrixTarget,
  outcomeLabel,
} from './matrix';

/** Requirements that differ, listed by name. */
const mostRequirements = 50;

/** A target in one line, without a newline, for the moment at which it ends. */
export function renderTarget(
  target: MatrixTarget,
  nameWidth: number,
  { colour, width }: ConsoleOptions,
): string {
  const paint = picocolors.createColors(colour);
  const word = `${outcomeLabel(target)} (exit code ${target.exitCode})`;
  const good = target.exitCode === 0 ? paint.green : target.exitCode === 4 ? paint.yellow : paint.red;
  const name = oneLine(target.name).padEnd(nameWidth);
  return `${name}  ${good(word)}  ${fit(oneLine(target.reason), Math.max(40, width - nameWidth - word.length - 4))}`;
}

/** The matrix for a terminal: where targets differ and which gave no result (not if `quiet`), and a summary. */
export function renderMatrix(
  matrix: Matrix,
  { colour, quiet = false, reports = [] }: ConsoleOptions & { readonly quiet?: boolean },
): string {
  const paint = picocolors.createColors(colour);
  const compared = comparedTargets(matrix);
  const silent = matrix.targets.filter((target) => !compared.includes(target));
  const line = ({ id, statuses }: MatrixRequirement) => {
    const own = compared.map(({ name }) => {
      const status = statuses[name];
      const said = status === undefined ? 'not run' : statusPaint(status, paint)(statusLabel(status).word);
      return `${oneLine(name)} ${said}`;
    });
    return `  ${oneLine(id)}: ${own.join(', ')}`;
  };
  const block = (title: string, lines: readonly string[]) => {
    const rest = lines.length - mostRequirements;
    const more = rest > 0 ? [`  and ${rest} more in matrix.html.`] : [];
    return lines.length === 0 ? [] : [paint.bold(title), ...lines.slice(0, mostRequirements), ...more, ''];
  };
  const different = differences(matrix);
  const scope = different.get('scope')?.length ?? 0;
  const blocks = [
    ...block(differenceTitles.found, (different.get('found') ?? []).map(line)),
    ...block(differenceTitles.verified, (different.get('verified') ?? []).map(line)),
    // The profiles in the configuration already say this.
    ...block(
      differenceTitles.scope,
      scope > 0 ? [`  ${quantity(scope, 'requirement')}, in matrix.html`] : [],
    ),
    ...block(
      'Without a result',
      silent.map(({ name, reason }) => `  ${oneLine(name)}: ${oneLine(reason)}`),
    ),
  ];
  return [
    ...(quiet ? [] : blocks),
    `${matrixSentence(matrix)} (exit code ${matrix.exitCode})`,
    ...(reports.length > 0 ? [paint.dim(`Reports: ${reports.map(oneLine).join(', ')}`)] : []),
  ]
    .join('\n')
    .concat('\n');
}
