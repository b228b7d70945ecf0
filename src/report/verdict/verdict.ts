import { listOf, quantity, sentence, withoutStop } from '../../text/prose';
import { rootCauses, unexplained } from '../findings/causes';
import { findingsOf, unverifiedReasons } from '../findings/findings';
import type { ExitCode, Report, ReportedCheck, ReportedRequirement, Verdict } from '../report';
import { countChecks, failsTheRun } from './counts';

/** The input of the verdict: a report whose requirements have their status, not judged yet. */
type Judged = Pick<
  Report,
  'checks' | 'exchanges' | 'requirements' | 'strict' | 'allowIncomplete' | 'stopped' | 'staleBaseline'
>;

interface Judgement {
  readonly verdict: Verdict;
  readonly exitCode: ExitCode;
  /** The verdict in a sentence or two, and what to do next. */
  readonly reason: string;
}

/** The requirements in scope that no check of the run covers: a gap, never a pass. */
export function uncheckedRequirements(
  requirements: readonly ReportedRequirement[],
): readonly ReportedRequirement[] {
  return requirements.filter(({ status, checks }) => status === 'not-verified' && checks.length === 0);
}

/**
 * The verdict of a run, its exit code and the reason for it. The reason for an early end comes before the findings,
 * which are then only part of the story. A run in which no check had a result is incomplete even if that was allowed.
 */
export function judge(run: Judged): Judgement {
  const failures = run.checks.filter((check) => failsTheRun(check, run.strict));
  const stale = run.staleBaseline ?? [];
  const failed = failures.length > 0 || stale.length > 0;
  const found = failures.length > 0 ? ` Before that, ${failureSentence(run, failures)}` : '';

  switch (run.stopped?.kind) {
    case 'suite-error':
      return { verdict: 'suite-error', exitCode: 5, reason: sentence(run.stopped.message) + found };
    case 'interrupted':
      return {
        verdict: failed ? 'non-conformant' : 'incomplete',
        exitCode: 130,
        reason: sentence(run.stopped.message) + found,
      };
    case 'unreachable':
    case 'overtime':
      return { verdict: 'unreachable', exitCode: 3, reason: sentence(run.stopped.message) + found };
    case 'not-identity':
      return { verdict: 'non-conformant', exitCode: 1, reason: sentence(run.stopped.message) + found };
  }

  if (failed) {
    const parts = [
      ...(failures.length > 0 ? [failureSentence(run, failures)] : []),
      ...stale.slice(0, staleInReason).map(sentence),
      ...(stale.length > staleInReason
        ? [`And ${stale.length - staleInReason} more entries of the baseline are stale.`]
        : []),
      ...rootCauses(run).map(({ text }) => text),
    ];
    return { verdict: 'non-conformant', exitCode: 1, reason: parts.join(' ') };
  }
  const counts = countChecks(run.checks);
  const ran = counts.passed + counts.warned + counts.expectedFailures;
  if (ran === 0) {
    const why =
      counts.notVerified > 0 ? `: ${reasonsWord(run.checks)}` : '; widen the selection or the profiles.';
    return { verdict: 'incomplete', exitCode: 4, reason: `Nothing was checked${why}` };
  }
  const gaps = gapSentence(run);
  if (gaps) {
    const allowed = run.allowIncomplete ? ' This was allowed.' : '';
    return { verdict: 'incomplete', exitCode: run.allowIncomplete ? 0 : 4, reason: gaps + allowed };
  }
  return {
    verdict: 'conformant',
    exitCode: 0,
    reason: passSentence(run.checks),
  };
}

/** How many stale baseline entries the reason names; it counts the others. */
export const staleInReason = 3;

/** `2 of 140 checks in scope failed: tenant.exclusive, token.id.`, by requirement. */
function failureSentence(run: Judged, failures: readonly ReportedCheck[]): string {
  const inScope = run.checks.filter(({ status }) => status !== 'not-applicable').length;
  const causes = rootCauses(run);
  const { failures: found } = findingsOf(unexplained(run.checks, causes), run.strict);
  const explained = causes.flatMap(({ checks }) => checks.filter((check) => failsTheRun(check, run.strict)));
  const names = [
    ...new Set(
      [...found.flatMap(({ checks }) => checks), ...explained].map(({ requirement }) => requirement),
    ),
  ];
  const strict = failures.some(({ status }) => status === 'warned') ? ' (strict: warnings count)' : '';
  return `${failures.length} of ${quantity(inScope, 'check')} in scope failed${strict}: ${listOf(names, 5)}.`;
}

function gapSentence(run: Judged): string | undefined {
  const unverified = run.checks.filter(({ status }) => status === 'not-verified').length;
  const unchecked = uncheckedRequirements(run.requirements).map(({ id }) => id);
  if (unverified === 0 && unchecked.length === 0) return undefined;
  const parts = [
    ...(unverified > 0
      ? [`${quantity(unverified, 'check')} could not be verified: ${reasonsWord(run.checks)}`]
      : []),
    ...(unchecked.length > 0
      ? [`no check ran for ${quantity(unchecked.length, 'requirement')} in scope: ${listOf(unchecked, 5)}.`]
      : []),
  ];
  return `Nothing failed, but ${parts.join(' Besides, ')}`;
}

/** The messages of what was not verified, the most frequent first, with counts where there are several. */
function reasonsWord(checks: readonly ReportedCheck[]): string {
  const groups = unverifiedReasons(checks);
  const reasons = groups.map(({ message, checks: of }) =>
    groups.length === 1 ? withoutStop(message) : `${withoutStop(message)} (${of.length})`,
  );
  const shown = reasons.slice(0, 3);
  const more =
    reasons.length > shown.length ? `; and ${quantity(reasons.length - shown.length, 'further reason')}` : '';
  return `${shown.join('; ')}${more}.`;
}

function passSentence(checks: readonly ReportedCheck[]): string {
  const counts = countChecks(checks);
  const ran = counts.passed + counts.warned + counts.expectedFailures;
  const information = checks.filter(({ status, level }) => status === 'warned' && level === 'MAY').length;
  const warnings = counts.warned - information;
  const notes = [
    ...(warnings > 0 ? [quantity(warnings, 'warning')] : []),
    ...(information > 0 ? [quantity(information, 'note')] : []),
    ...(counts.expectedFailures > 0
      ? [`${quantity(counts.expectedFailures, 'failure')} that the baseline expects`]
      : []),
  ];
  const which = ran === 1 ? 'The only check' : `All ${ran} checks`;
  return `${which} in scope ran and none failed${notes.length > 0 ? `, with ${listOf(notes, notes.length)}` : ''}.`;
}
