import type { ReportedStatus, RequirementStatus } from './report';

/** From the worst to the best; beyond them there is only not-applicable. */
const order: readonly RequirementStatus[] = ['failed', 'not-verified', 'warned', 'passed'];

/**
 * The status of a requirement is the worst of its checks: failed, not-verified, warned, passed,
 * not-applicable. `not-verified` is worse than `warned`, since a warning is a known and tolerable response,
 * and an open question might hide a failure; and it is better than `failed`, since a broken promise
 * is broken whatever else was left unasked. `passed` is worse than `not-applicable`, so that one case that
 * does not apply takes nothing from the others. A failure that a baseline expects counts as a warning: it
 * is known and accepted, but the requirement is not met.
 */
export function worstOf(statuses: readonly ReportedStatus[]): RequirementStatus {
  const as = statuses.map((status) => (status === 'expected-failure' ? 'warned' : status));
  return order.find((status) => as.includes(status)) ?? 'not-applicable';
}
