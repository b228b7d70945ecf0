import { quantity } from '../report/prose';
import { verdictWord } from '../report/words';
import { differing, type Matrix, type MatrixTarget } from './matrix';

/** `Not conformant`; what a target without a report came to. */
export function outcomeWord({ verdict, ...report }: MatrixTarget): string {
  return verdict === undefined ? 'No report' : verdictWord({ verdict, ...report });
}

/** `3 of 4 targets are conformant; 2 requirements differ between targets.` */
export function matrixSentence(matrix: Matrix): string {
  const { targets } = matrix;
  const good = targets.filter(({ exitCode }) => exitCode === 0).length;
  const all = quantity(targets.length, 'target');
  const head = good === targets.length ? `${all} passed` : `${good} of ${all} passed`;
  const count = differing(matrix).length;
  const tail =
    count === 0
      ? 'no requirement differs'
      : `${quantity(count, 'requirement')} ${count === 1 ? 'differs' : 'differ'}`;
  return `${head}; ${tail} between targets.`;
}
