import { groupBy } from '../report/findings/findings';
import { ownCommand } from '../report/wording/labels';
import type { Count, Kill, KillMatrix } from './kill-matrix';

/** How the trials of a matrix were chosen and made. */
export interface Made {
  readonly how: 'all' | 'shard' | 'sample' | 'named' | 'recorded';
  /** How many faults there are; not all may have been tried. */
  readonly faults: number;
  readonly effects: number;
  readonly conditions: number;
  readonly version: string;
  readonly seed: number;
  readonly date: string;
  readonly durationMs: number;
  /** The server whose responses were changed, if not the embedded one. */
  readonly server?: string;
}

/** The matrix for a terminal: what is wrong first, then the counts. */
export function survivorsFirst(matrix: KillMatrix, made: Made): string {
  return [
    ...part(
      'Faults that survived',
      ofFate(matrix, 'survived').map(({ name, breaks, what }) => `${name}: ${what}; breaks ${breaks}`),
    ),
    ...part(
      'False alarms',
      matrix.falseAlarms.map(({ variation, check, message }) => `${variation}: ${check}: ${message}`),
    ),
    ...part('Defects of the suite', matrix.defects),
    ...(made.how === 'all' ? part('Requirements without a fault', matrix.unproved) : []),
    ...(made.how === 'all' ? part('Checks that no fault makes fail', matrix.blunt) : []),
    ...countLines(matrix, made),
    '',
  ].join('\n');
}

function part(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`${title} (${items.length})`, ...items.map((item) => `  ${item}`), ''];
}

/** The counts, one sentence per line. */
function countLines(matrix: KillMatrix, made: Made): string[] {
  const { kills, must, should, falseAlarms, variations } = matrix;
  const apart = (fate: Kill['fate']) => ofFate(matrix, fate).length;
  const tried = made.how === 'recorded' ? '' : ` of ${made.faults}`;
  return [
    `Tried: ${kills.length}${tried} faults`,
    `MUST: ${caughtOf(must)}`,
    `SHOULD and MAY: ${caughtOf(should)}`,
    `Counted apart: ${apart('tolerated')} faults that an erratum tolerates, ${apart('without effect')} ${made.how === 'recorded' ? 'that are not applicable to these responses' : 'without effect'}`,
    ...(made.how === 'recorded'
      ? []
      : [`${falseAlarms.length} false alarms over ${variations} legal differences`]),
  ];
}

function caughtOf({ faults, caught, classes, classesCaught }: Count): string {
  return `${caught} of ${faults} faults caught (${share(caught, faults)}); ${classesCaught} of ${classes} classes (${share(classesCaught, classes)})`;
}

/** Rounded down, so that only all is 100%. */
function share(part: number, whole: number): string {
  return `${whole === 0 ? 100 : Math.floor((1000 * part) / whole) / 10}%`;
}

function ofFate({ kills }: KillMatrix, fate: Kill['fate']): readonly Kill[] {
  return kills.filter((kill) => kill.fate === fate);
}

export function matrixSummary(matrix: KillMatrix, made: Made): object {
  const kills = matrix.kills.map(({ class: _, ...kill }) => kill);
  return { ...made, ...matrix, kills };
}

const whySurvived =
  'Where checks still fail, the fault is noticed, but as a breach of other requirements; where nothing fails, no request of ' +
  'the run shows it, or an erratum leaves open how such a request is answered.';

function survivorTable(survivors: readonly Kill[]): string[] {
  return table(
    ['fault', 'what the server does', 'breaks', 'checks that still fail'],
    survivors.map(({ name, what, breaks, level, by }) => [
      `\`${name}\``,
      what,
      `\`${breaks}\` (${level})`,
      checksOf(by),
    ]),
  );
}

/** The matrix as a page: the survivors first, then what catches what, by effect. */
export function matrixPage(matrix: KillMatrix, made: Made): string {
  const survivors = ofFate(matrix, 'survived');
  return [
    '# Kill matrix',
    '',
    ...introduction(made),
    '',
    ...countLines(matrix, made).map((line) => `- ${line}`),
    '',
    `Made on ${made.date} by version ${made.version} with the seed ${made.seed} in ${minutes(made.durationMs)}.`,
    '',
    `## Survivors (${survivors.length})`,
    '',
    ...(survivors.length === 0 ? ['None.'] : [whySurvived, '', ...survivorTable(survivors)]),
    '',
    ...section(
      'False alarms',
      matrix.falseAlarms,
      ({ variation, check, message }) => `\`${variation}\`: \`${check}\`: ${message}`,
    ),
    ...(made.how === 'all'
      ? section('Requirements without a fault', matrix.unproved, (id) => `\`${id}\``)
      : []),
    ...(made.how === 'all'
      ? section('Checks that no fault makes fail', matrix.blunt, (id) => `\`${id}\``)
      : []),
    '## Effects',
    '',
    'For each effect, over its conditions: how many faults are caught, survive, are tolerated, and change no response of a run.',
    '',
    ...table(
      [
        'effect',
        'what the server does',
        'breaks',
        'caught',
        'survived',
        'tolerated',
        'without effect',
        'caught by',
      ],
      [...groupBy(matrix.kills, ({ effect }) => effect)].map(([effect, own]) => effectRow(effect, own)),
    ),
    '',
    ...withoutEffect(ofFate(matrix, 'without effect'), made),
  ].join('\n');
}

function introduction({ how, server, faults, effects, conditions }: Made): string[] {
  if (how === 'recorded')
    return [
      `What the suite would catch at ${server}: the responses of one run, changed by each effect that only needs to change`,
      'responses, and judged again. Nothing more was sent to the server.',
    ];
  return [
    'This page shows that the suite catches what it claims to. A fault is an effect on one step of the embedded server under',
    `a condition: ${effects} effects and ${conditions} conditions, derived from the document and the steps of the server, make`,
    `${faults} faults. Caught means that a check of a requirement that the fault breaks failed, so that the run ended with exit`,
    'code 1, or, for a SHOULD or a MAY, that it warned. Faults that fail the same checks form a class. Legal differences under',
    'conditions must not cause an alarm.',
    '',
    how === 'all'
      ? `\`${ownCommand()} mutants --all\` regenerates this page.`
      : `This page shows some of them; \`${ownCommand()} mutants --all\` tries all.`,
  ];
}

function minutes(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 120 ? `${seconds} seconds` : `${Math.round(seconds / 60)} minutes`;
}

function effectRow(effect: string, kills: readonly Kill[]): string[] {
  const [first] = kills;
  const count = (fate: Kill['fate']) => String(kills.filter((kill) => kill.fate === fate).length);
  const plain = kills.find(({ name }) => name === effect) ?? first;
  const breaks = [...new Set(kills.map((kill) => `\`${kill.breaks}\``))];
  return [
    `\`${effect}\``,
    plain?.what ?? '',
    breaks.length > 3 ? `${breaks.slice(0, 3).join(', ')} and ${breaks.length - 3} more` : breaks.join(', '),
    ...(['caught', 'survived', 'tolerated', 'without effect'] as const).map(count),
    checksOf(kills.flatMap(({ fate, by }) => (fate === 'caught' ? by : []))),
  ];
}

function withoutEffect(kills: readonly Kill[], { how }: Made): string[] {
  if (kills.length === 0) return [];
  const effects = groupBy(kills, ({ effect }) => effect);
  return [
    how === 'recorded' ? `## Not applicable (${kills.length})` : `## Without effect (${kills.length})`,
    '',
    ...[...effects].map(
      ([effect, own]) =>
        `- \`${effect}\`: ${own.map(({ name }) => `\`${name.split('~')[1] ?? 'always'}\``).join(', ')}`,
    ),
    '',
  ];
}

function section<Item>(title: string, items: readonly Item[], line: (item: Item) => string): string[] {
  return items.length === 0
    ? []
    : [`## ${title} (${items.length})`, '', ...items.map((item) => `- ${line(item)}`), ''];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [head, head.map(() => '---'), ...rows].map(
    (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`,
  );
}

function checksOf(ids: readonly string[]): string {
  const [first, ...others] = [...new Set(ids)];
  if (first === undefined) return 'nothing';
  return others.length === 0 ? `\`${first}\`` : `\`${first}\` and ${others.length} more`;
}

/** What the trials prove, and how they were made. */
export interface Proved {
  readonly matrix: KillMatrix;
  readonly made: Made;
}
