import type { KillMatrix } from './kill-matrix';

/** The matrix for a terminal: what is wrong first, then the counts. */
export function survivorsFirst(matrix: KillMatrix): string {
  const { kills, survivors, variations, falseAlarms } = matrix;
  const caught = kills.length - survivors.length;
  const rate = kills.length === 0 ? 100 : Math.floor((100 * caught) / kills.length);
  return [
    ...part(
      'Faults that survived',
      survivors.map(({ name, breaks, what }) => `${name}: ${what}; breaks ${breaks}`),
    ),
    ...part('Requirements without a fault', matrix.unproved),
    ...part('Checks that no fault makes fail', matrix.blunt),
    ...part(
      'False alarms',
      falseAlarms.map(({ variation, check, message }) => `${variation}: ${check}: ${message}`),
    ),
    ...part('Defects of the suite', matrix.defects),
    `${caught} of ${kills.length} faults caught by the requirement that they break (${rate}%)`,
    `${falseAlarms.length} false alarms over ${variations.length} variations`,
    '',
  ].join('\n');
}

function part(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`${title} (${items.length})`, ...items.map((item) => `  ${item}`), ''];
}

/** The matrix as plain JSON, without the code of the faults. */
export function matrixSummary(matrix: KillMatrix): object {
  return {
    ...matrix,
    kills: matrix.kills.map(({ fault: { name, breaks, what }, caughtBy }) => ({
      name,
      breaks,
      what,
      caughtBy,
    })),
    survivors: matrix.survivors.map(({ name }) => name),
  };
}

/** The matrix as a page: every fault with the requirement that it breaks and the checks that catch it. */
export function matrixPage(matrix: KillMatrix): string {
  const { kills, survivors, falseAlarms, variations } = matrix;
  const caught = kills.length - survivors.length;
  return [
    '# Kill matrix',
    '',
    'What proves that the suite catches what it claims: each fault is a deviation of the embedded server that breaks',
    'one requirement, and must be caught by a check of that requirement. Each variation is legal, and must raise no',
    'alarm. `identity-conformance mutants` makes this page anew.',
    '',
    `${caught} of ${kills.length} faults are caught; ${falseAlarms.length} false alarms over ${variations.length} variations.`,
    '',
    '| fault | what the server does | breaks | caught by |',
    '| --- | --- | --- | --- |',
    ...kills.map(
      ({ fault, caughtBy }) =>
        `| \`${fault.name}\` | ${fault.what} | \`${fault.breaks}\` | ${checksOf(caughtBy)} |`,
    ),
    '',
    '## Variations',
    '',
    ...variations.map((name) => `- \`${name}\``),
    '',
  ].join('\n');
}

function checksOf(ids: readonly string[]): string {
  const [first, ...others] = ids;
  if (first === undefined) return 'nothing';
  return others.length === 0 ? `\`${first}\`` : `\`${first}\` and ${others.length} more`;
}
