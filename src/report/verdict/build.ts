import type { CheckResult } from '../../checks/check';
import { type DocumentCopy, quotesFrom } from '../../configuration/members/document';
import { type Profile, type Requirement, sourceOf } from '../../contract/catalogue';
import type { ExchangeRecord } from '../../http/exchange/exchange';
import type {
  Report,
  ReportDraft,
  ReportedCheck,
  ReportedDocument,
  ReportedRequirement,
  ReportedTarget,
} from '../report';
import { countChecks, countRequirements, worstOf } from './counts';
import { judge } from './verdict';

/** What a report has from its run as it was. */
type Kept =
  | ('suite' | 'target' | 'profiles' | 'strict' | 'allowIncomplete' | 'seed' | 'shard' | 'stopped')
  | ('wrongAttempts' | 'leftOut' | 'retries' | 'selection' | 'recorded');

/** The results of a run. Everything in it is already masked. */
export interface RunOutcome extends Pick<Report, Kept> {
  readonly startedAt: Date;
  readonly finishedAt: Date;
  /** The requirements of the run, without those that a filter or a shard leaves out. */
  readonly requirements: readonly Requirement[];
  readonly checks: readonly CheckResult[];
  readonly exchanges: readonly ExchangeRecord[];
  /** Requests sent, including those that no check uses. */
  readonly requests: number;
  /** The copy of the document that cited lines are quoted from. */
  readonly document?: DocumentCopy;
}

/** The members that have a value: what a run did not have is not in its report. */
function present<T extends object>(members: T): T {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
}

/** The report of a run: counts, the status of each requirement, verdict, exit code and reason. */
export function buildReport(outcome: RunOutcome): Report {
  const { suite, target, startedAt, finishedAt, profiles, strict, allowIncomplete, requests } = outcome;
  const { seed, shard, stopped, wrongAttempts, leftOut, retries, selection, recorded, document } = outcome;
  return conclude({
    ...{ schemaVersion: 1, suite, target },
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt.toISOString(),
    durationMs: Math.max(0, finishedAt.getTime() - startedAt.getTime()),
    ...{ profiles, strict, allowIncomplete, requests },
    ...present({ seed, shard, stopped, wrongAttempts, leftOut, retries, selection, recorded }),
    ...(document && { document: quoted(document, outcome.requirements) }),
    requirements: outcome.requirements.map(describe),
    checks: outcome.checks.map(toReported),
    exchanges: outcome.exchanges,
  });
}

/**
 * Judges a draft: when a baseline, a merge or a second look at a finished report changes checks, the status of
 * requirements, the counts and the verdict follow by the same rules.
 */
export function conclude(draft: ReportDraft): Report {
  const { requests, requirements: described, checks, exchanges, ...head } = draft;
  const requirements = described.map((requirement) => withStatus(requirement, checks, head.profiles));
  const judgement = judge({ ...head, requirements, checks, exchanges });
  return {
    ...head,
    ...judgement,
    reason: judgement.reason + caveatOf(head.target),
    summary: { requirements: countRequirements(requirements), checks: countChecks(checks), requests },
    requirements,
    checks,
    exchanges,
  };
}

/** If it is not certain that the right server was tested, every verdict says so. */
function caveatOf({ tlsVerified }: ReportedTarget): string {
  return tlsVerified === false
    ? ' The certificate of the server was not verified (--insecure), so another server may have responded in its place.'
    : '';
}

/** The draft that a finished report was made from, to change it and conclude again. */
export function reopen(report: Report): ReportDraft {
  const { schemaVersion, suite, target, startedAt, finishedAt, durationMs, profiles, strict } = report;
  const { allowIncomplete, seed, shard, stopped, staleBaseline, baselineNotes, wrongAttempts, leftOut } =
    report;
  const { checks, exchanges, summary, retries, selection, recorded, document } = report;
  return {
    ...{ schemaVersion, suite, target, startedAt, finishedAt, durationMs, profiles, strict, allowIncomplete },
    ...present({ seed, shard, stopped, staleBaseline, baselineNotes, wrongAttempts }),
    ...present({ leftOut, retries, selection, recorded, document }),
    requests: summary.requests,
    requirements: report.requirements.map(
      ({ id, level, profile, section, title, statement, source, excluded }) =>
        present({ id, level, profile, section, title, statement, source, excluded }),
    ),
    ...{ checks, exchanges },
  };
}

/** The lines that these requirements cite, from a copy of the document. */
function quoted(copy: DocumentCopy, requirements: readonly Requirement[]): ReportedDocument {
  const { file, isCited } = copy;
  const quotes = requirements.map(({ id, lines }) => [id, quotesFrom(copy, lines)] as const);
  return { file, isCited, quotes: Object.fromEntries(quotes) };
}

export function describe(requirement: Requirement): ReportDraft['requirements'][number] {
  const { id, level, profile, section, title, statement, excluded } = requirement;
  const source = sourceOf(requirement);
  return present({ id, level, profile, section, title, statement, source, excluded });
}

/** Copies members by name, so that internal ones never slip into a published file. */
function toReported(result: CheckResult): ReportedCheck {
  const { id, requirement, title, level, profiles, spec, status, message } = result;
  const { expected, received, path, schemaLocation, durationMs, exchanges } = result;
  return present({
    ...{ id, requirement, title, level, profiles, spec, status, message },
    ...{ expected, received, path, schemaLocation, durationMs, exchanges },
  });
}

/** A requirement in scope without a check is not verified: that is a gap of the run, not its success. */
function withStatus(
  requirement: ReportDraft['requirements'][number],
  checks: readonly ReportedCheck[],
  inScope: readonly Profile[],
): ReportedRequirement {
  const own = checks.filter((check) => check.requirement === requirement.id);
  const applies = !requirement.excluded && inScope.includes(requirement.profile);
  const status =
    own.length > 0 ? worstOf(own.map((check) => check.status)) : applies ? 'not-verified' : 'not-applicable';
  return { ...requirement, status, checks: own.map(({ id }) => id) };
}
