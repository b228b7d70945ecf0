import type { ReportedCheck } from './report';

/**
 * Whether a check fails the run: a failed MUST does; a warned SHOULD, or a deviation of a MUST that is
 * tolerated, does so under `strict`; a MAY is information and never does.
 */
export function failsTheRun(check: Pick<ReportedCheck, 'status' | 'level'>, strict: boolean): boolean {
  if (check.status === 'failed') return true;
  return strict && check.status === 'warned' && check.level !== 'MAY';
}
