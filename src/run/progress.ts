import type { Check } from '../../specs/vocabulary/check';
import type { CheckResult } from '../../specs/vocabulary/result';

/** How far a run is. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly failed: number;
  readonly warned: number;
  /** The part of the document that the last check belongs to. */
  readonly section: string;
}

/** Counts results and says so after each. */
export function progressOf(
  checks: readonly Check[],
  onProgress: ((progress: Progress) => void) | undefined,
): (result: CheckResult) => void {
  const sections = new Map(checks.map(({ id, requirement }) => [id, requirement.section]));
  let [done, failed, warned] = [0, 0, 0];
  return ({ id, status }) => {
    done += 1;
    failed += status === 'failed' ? 1 : 0;
    warned += status === 'warned' ? 1 : 0;
    onProgress?.({ done, total: checks.length, failed, warned, section: sections.get(id) ?? '' });
  };
}
