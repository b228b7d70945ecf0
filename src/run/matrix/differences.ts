import type { Level } from '../../contract/requirement';
import type { RequirementStatus } from '../report/report';
import type { Matrix, MatrixRequirement, MatrixTarget } from './matrix';

/** What targets differ in: what was found of their servers, what could be verified, or what is in their scope. */
export type Difference = 'found' | 'verified' | 'scope';

const untold: readonly RequirementStatus[] = ['not-verified', 'not-applicable'];

/**
 * How targets differ in a requirement, if they do.
 *
 * @param statuses of the targets that are compared
 */
export function differenceIn(statuses: readonly RequirementStatus[]): Difference | undefined {
  const distinct = [...new Set(statuses)];
  if (distinct.filter((status) => !untold.includes(status)).length > 1) return 'found';
  if (distinct.length < 2) return undefined;
  return distinct.includes('not-verified') ? 'verified' : 'scope';
}

/** Whether a target has anything that others could be compared with; one that was not reached has not. */
export function isCompared(
  { stopped }: Pick<MatrixTarget, 'stopped'>,
  own: readonly RequirementStatus[],
): boolean {
  return own.length > 0 && !(stopped && own.every((status) => untold.includes(status)));
}

/** The targets with results; of the others their one line says why there are none. */
export function comparedTargets({ targets, requirements }: Matrix): readonly MatrixTarget[] {
  return targets.filter((target) =>
    isCompared(
      target,
      requirements.flatMap(({ statuses }) => statuses[target.name] ?? []),
    ),
  );
}

/** The requirements in which targets differ by their kind, what was found first, and failures of a MUST before all. */
export function differences(matrix: Matrix): ReadonlyMap<Difference, readonly MatrixRequirement[]> {
  const names = comparedTargets(matrix).map(({ name }) => name);
  const kinds = new Map<Difference, MatrixRequirement[]>([
    ['found', []],
    ['verified', []],
    ['scope', []],
  ]);
  for (const requirement of matrix.requirements.filter(({ differs }) => differs)) {
    const kind = differenceIn(names.flatMap((name) => requirement.statuses[name] ?? []));
    if (kind) kinds.get(kind)?.push(requirement);
  }
  kinds.get('found')?.sort((a, b) => rank(a) - rank(b));
  return kinds;
}

const levels: readonly Level[] = ['MUST', 'SHOULD', 'MAY'];

function rank({ level, statuses }: MatrixRequirement): number {
  const fails = Object.values(statuses).includes('failed');
  return (fails ? 0 : levels.length) + levels.indexOf(level);
}
