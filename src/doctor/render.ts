import { createColors } from 'picocolors';
import { oneLine, wrap } from '../text/printable';
import type { Examination } from './examine';
import type { Fact } from './fact';

interface RenderOptions {
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

type Colours = ReturnType<typeof createColors>;

/** A sign and a word for each status, so that no reader depends on colour. */
const statusLabels: Readonly<Record<Fact['status'], string>> = {
  ok: '✓ ok',
  problem: '✕ problem',
  unknown: '? unknown',
};

const statusWidth = Math.max(...Object.values(statusLabels).map((word) => word.length));
const gap = 2;
/** Columns that a detail needs to be readable next to its name. */
const leastDetail = 30;

/** The examination as a table for a terminal, ending in a newline. */
export function renderExamination(
  { sections, exitCode, conclusion }: Examination,
  options: RenderOptions,
): string {
  const colours = createColors(options.colour);
  const width = Math.max(40, Math.min(options.width, 120));
  const names = sections.flatMap(({ facts }) => facts.map(({ name }) => name.length));
  const detailAt = statusWidth + Math.max(...names) + 3 * gap;
  const layout = width - detailAt < leastDetail ? stacked : besides(detailAt);
  const blocks = sections.map(({ title, facts }) =>
    [colours.bold(title), ...facts.flatMap((fact) => layout(fact, width, colours))].join('\n'),
  );
  const paint = exitCode === 0 ? colours.green : exitCode === 4 ? colours.yellow : colours.red;
  const [first = '', ...rest] = wrap(`${oneLine(conclusion)} (exit code ${exitCode})`, width);
  return `${[...blocks, [paint(first), ...rest.map(paint)].join('\n')].join('\n\n')}\n`;
}

type Layout = (fact: Fact, width: number, colours: Colours) => string[];

/** Status, name and detail in three columns. */
function besides(detailAt: number): Layout {
  return (fact, width, colours) => {
    const name = fact.name.padEnd(detailAt - statusWidth - 3 * gap);
    const head = `${' '.repeat(gap)}${status(fact, colours)}${' '.repeat(gap)}${name}${' '.repeat(gap)}`;
    const [first = '', ...rest] = text(fact, width - detailAt, colours);
    return [`${head}${first}`, ...rest.map((line) => ' '.repeat(detailAt) + line)];
  };
}

/** The detail below status and name, for narrow terminals. */
const stacked: Layout = (fact, width, colours) => [
  `${' '.repeat(gap)}${status(fact, colours)}${' '.repeat(gap)}${fact.name}`,
  ...text(fact, width - 2 * gap, colours).map((line) => ' '.repeat(2 * gap) + line),
];

function status(fact: Fact, colours: Colours): string {
  const paint = { ok: colours.green, problem: colours.red, unknown: colours.dim }[fact.status];
  return paint(statusLabels[fact.status].padEnd(statusWidth));
}

function text({ detail, remedy }: Fact, width: number, colours: Colours): string[] {
  return [
    ...wrap(oneLine(detail), width),
    ...(remedy === undefined ? [] : wrap(oneLine(remedy), width).map((line) => colours.bold(line))),
  ];
}
