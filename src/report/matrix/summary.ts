import picocolors from 'picocolors';
import { code, fit, inert, oneLine, table } from '../../text/printable';
import { quantity } from '../../text/prose';
import type { ConsoleOptions } from '../console';
import { statusLabel, statusPaint } from '../wording/labels';
import {
  comparedTargets,
  type Difference,
  differences,
  differenceTitles,
  type Matrix,
  type MatrixRequirement,
  matrixSentence,
  type MatrixTarget,
  outcomeLabel,
} from './matrix';

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

/** GitHub takes comments of up to 65,536 characters. */
const mostCharacters = 60_000;
/** Rows of a table: the first number that makes the whole short enough is taken. */
const rowSteps = [1000, 200, 50, 10, 1];

/** The text of matrix.md: GitHub Markdown, fit for the comment of a pull request or a step summary. */
export function toMatrixMarkdown(matrix: Matrix): string {
  const texts = rowSteps.map((rows) => markdown(matrix, rows));
  return texts.find((text) => text.length <= mostCharacters) ?? texts.at(-1) ?? '';
}

function markdown(matrix: Matrix, most: number): string {
  const { targets } = matrix;
  const compared = comparedTargets(matrix);
  const failed = matrix.requirements.filter(
    ({ differs, statuses }) => !differs && Object.values(statuses).includes('failed'),
  );
  const different = differences(matrix);
  const tableOf = (kind: Difference) =>
    requirements(differenceTitles[kind], different.get(kind) ?? [], compared, most);
  return [
    `## Identity conformance: ${matrixSentence(matrix)}`,
    rowsOf(
      ['Target', 'Verdict', 'Exit code', 'Failed', 'Not verified', 'Checks'],
      targets.map((target) => targetCells(target, compared.includes(target))),
      most,
    ),
    ...tableOf('found'),
    ...requirements('Failed wherever it ran', failed, compared, most),
    ...[...tableOf('verified'), ...tableOf('scope')],
    '_The whole matrix is in matrix.html and matrix.json, and each target has its own reports._',
  ]
    .join('\n\n')
    .concat('\n');
}

function targetCells(target: MatrixTarget, isCompared: boolean): readonly string[] {
  const { name, baseUrl, exitCode, summary, reason } = target;
  const counts = [summary?.checks.failed, summary?.checks.notVerified, summary?.checks.total];
  return [
    `${inert(name)}<br>${code(baseUrl)}`,
    isCompared ? outcomeLabel(target) : `${outcomeLabel(target)}<br>${inert(reason)}`,
    `${exitCode}`,
    ...counts.map((count) => `${count ?? ''}`),
  ];
}

function requirements(
  title: string,
  own: readonly MatrixRequirement[],
  targets: readonly MatrixTarget[],
  most: number,
): readonly string[] {
  if (own.length === 0) return [];
  const rows = own.map(({ id, title: name, level, statuses }) => [
    `${code(id)}<br>${inert(name)}`,
    level,
    ...targets.map((target) => wordOf(statuses[target.name])),
  ]);
  return [
    `### ${title}`,
    rowsOf(['Requirement', 'Level', ...targets.map(({ name }) => inert(name))], rows, most),
  ];
}

function wordOf(status: MatrixRequirement['statuses'][string] | undefined): string {
  if (status === undefined) return 'not run';
  const { sign, word } = statusLabel(status);
  return inert(`${sign} ${word}`);
}

function rowsOf(head: readonly string[], rows: readonly (readonly string[])[], most: number): string {
  const more = rows.length > most ? `\n\nand ${rows.length - most} more in matrix.html.` : '';
  return table(head, rows.slice(0, most)) + more;
}
