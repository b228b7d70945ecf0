import type {
  CheckCounts,
  Report,
  ReportedCheck,
  ReportedRequirement,
  ReportedStatus,
  RequirementCounts,
  RequirementStatus,
} from '../report';

export function countChecks(checks: readonly Pick<ReportedCheck, 'status'>[]): CheckCounts {
  return {
    ...countStatuses(checks),
    expectedFailures: checks.filter(({ status }) => status === 'expected-failure').length,
  };
}

export function countRequirements(
  requirements: readonly Pick<ReportedRequirement, 'status'>[],
): RequirementCounts {
  return countStatuses(requirements);
}

function countStatuses(items: readonly { readonly status: string }[]): RequirementCounts {
  const of = (status: string): number => items.filter((item) => item.status === status).length;
  return {
    total: items.length,
    passed: of('passed'),
    failed: of('failed'),
    warned: of('warned'),
    notVerified: of('not-verified'),
    notApplicable: of('not-applicable'),
  };
}

/** From the worst to the best; beyond them there is only not-applicable. */
const order: readonly RequirementStatus[] = ['failed', 'not-verified', 'warned', 'passed'];

/**
 * The status of a requirement is the worst of its checks: failed, not-verified, warned, passed, not-applicable.
 * `not-verified` is worse than `warned`, since a warning is a known and tolerable response, while an open question
 * might hide a failure; and it is better than `failed`, since a violation stands whatever else was not verified.
 * `passed` is worse than `not-applicable`, so that a case that does not apply does not hide the others. A failure that
 * a baseline expects counts as a warning: it is known and accepted, but the requirement is not met.
 */
export function worstOf(statuses: readonly ReportedStatus[]): RequirementStatus {
  const as = statuses.map((status) => (status === 'expected-failure' ? 'warned' : status));
  return order.find((status) => as.includes(status)) ?? 'not-applicable';
}

/**
 * Whether a check fails the run: a failed MUST does; a warned SHOULD, or a deviation of a MUST that is
 * tolerated, does so under `strict`; a MAY is information and never does.
 */
export function failsTheRun(check: Pick<ReportedCheck, 'status' | 'level'>, strict: boolean): boolean {
  if (check.status === 'failed') return true;
  return strict && check.status === 'warned' && check.level !== 'MAY';
}

type Span = Pick<Report, 'startedAt' | 'finishedAt'>;

/** From the start of the first of several runs to the end of the last; ISO 8601 in UTC sorts as time does. */
export function spanOf(runs: readonly Span[]): Span {
  return {
    startedAt: runs.map(({ startedAt }) => startedAt).sort()[0] ?? '',
    finishedAt:
      runs
        .map(({ finishedAt }) => finishedAt)
        .sort()
        .at(-1) ?? '',
  };
}
