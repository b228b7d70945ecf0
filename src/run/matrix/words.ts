import { quantity } from '../report/prose';
import { verdictWord } from '../report/words';
import { comparedTargets, differences, type Difference } from './differences';
import type { Matrix, MatrixTarget } from './matrix';

/** What the tables of the requirements are called in which targets differ. */
export const differenceTitles: Readonly<Record<Difference, string>> = {
  found: 'Where targets differ',
  verified: 'Verified at some targets only',
  scope: 'In scope at some targets only',
};

/** `Not conformant`; what a target without a report came to. */
export function outcomeWord({ verdict, ...report }: MatrixTarget): string {
  return verdict === undefined ? 'No report' : verdictWord({ verdict, ...report });
}

/** `2 of 4 targets passed, 1 gave no result; 2 requirements differ between targets.` */
export function matrixSentence(matrix: Matrix): string {
  const { targets } = matrix;
  const good = targets.filter(({ exitCode }) => exitCode === 0).length;
  const all = quantity(targets.length, 'target');
  const head = good === targets.length ? `${all} passed` : `${good} of ${all} passed`;
  const silent = targets.length - comparedTargets(matrix).length;
  const without = silent > 0 ? `, ${silent} gave no result` : '';
  const count = differences(matrix).get('found')?.length ?? 0;
  const tail =
    count === 0
      ? 'no requirement differs'
      : `${quantity(count, 'requirement')} ${count === 1 ? 'differs' : 'differ'}`;
  return `${head}${without}; ${tail} between targets.`;
}
