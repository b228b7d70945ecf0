import type { CheckCounts, ReportedCheck, ReportedRequirement, RequirementCounts } from './report';

/** How many checks there are of each status. */
export function countChecks(checks: readonly Pick<ReportedCheck, 'status'>[]): CheckCounts {
  return {
    ...countStatuses(checks),
    expectedFailures: checks.filter(({ status }) => status === 'expected-failure').length,
  };
}

/** How many requirements there are of each status. */
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
