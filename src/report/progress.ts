import type { Check, CheckResult } from '../checks/check';
import { fit, oneLine } from '../text/printable';
import { quantity } from '../text/prose';

export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly failed: number;
  readonly warned: number;
  /** Failures that a baseline lists. */
  readonly expected: number;
  /** The part of the document that the last check belongs to. */
  readonly section: string;
}

/**
 * Counts results and reports progress after each.
 *
 * @param expects whether a result is a failure that the baseline lists
 */
export function progressOf(
  checks: readonly Check[],
  onProgress: ((progress: Progress) => void) | undefined,
  expects: (result: CheckResult) => boolean,
): (result: CheckResult) => void {
  const sections = new Map(checks.map(({ id, requirement }) => [id, requirement.section]));
  const counts = { done: 0, failed: 0, warned: 0, expected: 0 };
  return (result) => {
    counts.done += 1;
    if (expects(result)) counts.expected += 1;
    else if (result.status === 'failed' || result.status === 'warned') counts[result.status] += 1;
    onProgress?.({ ...counts, total: checks.length, section: sections.get(result.id) ?? '' });
  };
}

/** One line for a live terminal: `42 of 140 checks, 1 failed  tenant`. */
export function renderProgress(progress: Progress, width: number): string {
  const found = [
    ...(progress.failed > 0 ? [`${progress.failed} failed`] : []),
    ...(progress.warned > 0 ? [`${progress.warned} warned`] : []),
    ...(progress.expected > 0 ? [quantity(progress.expected, 'expected failure')] : []),
  ];
  const counts = [`${progress.done} of ${quantity(progress.total, 'check')}`, ...found].join(', ');
  return fit(`${counts}  ${oneLine(progress.section)}`.trimEnd(), width);
}
