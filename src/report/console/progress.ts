import type { Check, CheckResult } from '../../checks/check';

/** How far a run is. */
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
