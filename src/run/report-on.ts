import type { Check, CheckResult } from '../checks/check';
import { combinationsSpec } from '../checks/combinations';
import { loadCatalogue } from '../contract/catalogue';
import { suite } from '../contract/package-files';
import { maskedReport } from '../report/json';
import type { Report, ReportedOmission, ReportedTarget, Stop } from '../report/report';
import { buildReport } from '../report/verdict/build';
import type { Masker } from '../secrets/masking';
import { quantity } from '../text/prose';
import type { Evidence } from './jest/evidence';
import { declaredChecks } from './selection/declared-checks';
import type { Target } from './target';

type Known = 'seed' | 'strict' | 'allowIncomplete' | 'shard' | 'selection' | 'recorded' | 'stopped';

/** What is known when the specs have run. */
interface Ended extends Partial<Pick<Report, Known>> {
  readonly target: Target;
  /** The checks that were to run. */
  readonly selected: readonly Check[];
  readonly evidence: Evidence;
  /** Knows every secret of the run. */
  readonly masker: Masker;
  readonly startedAt: Date;
  readonly interrupted?: boolean;
  /** The name of the target in a configuration with several. */
  readonly targetName?: string;
}

/** Why the specs did not run, or not to the end, if somebody interrupted the run. */
export const interrupted: Stop = {
  kind: 'interrupted',
  message: 'The run was interrupted; run it again for a verdict.',
};

/** The report of a run, masked; checks that were to run and did not are a defect of the suite. */
export function reportOn(ended: Ended): Report {
  const { target, selected, evidence } = ended;
  const { profiles, document } = target.configuration;
  const all = declaredChecks().length === selected.length;
  const wanted = new Set(selected.map(({ requirement }) => requirement.id));
  const stopped = ended.interrupted ? interrupted : (ended.stopped ?? stopOf(ended));
  const report = buildReport({
    suite: suite(),
    target: {
      ...reportedTarget(target),
      ...(ended.targetName !== undefined && { name: ended.targetName }),
    },
    startedAt: ended.startedAt,
    finishedAt: new Date(),
    profiles,
    requirements: loadCatalogue().requirements.filter(({ id }) => all || wanted.has(id)),
    checks: withUntried(evidence),
    exchanges: evidence.exchanges,
    requests: evidence.requests,
    seed: generated(evidence) ? ended.seed : undefined,
    shard: ended.shard,
    strict: ended.strict ?? false,
    allowIncomplete: ended.allowIncomplete ?? false,
    ...omissions(evidence),
    wrongAttempts: Object.fromEntries(Object.entries(evidence.wrongSecrets).sort()),
    retries: Object.keys(evidence.retries ?? {}).length > 0 ? evidence.retries : undefined,
    ...{ document, selection: ended.selection, recorded: ended.recorded, stopped },
  });
  return maskedReport(report, ended.masker);
}

function reportedTarget({ configuration, embedded, capture }: Target): ReportedTarget {
  const { baseUrl, connection } = configuration;
  if (capture !== undefined) return { baseUrl, embedded, capture };
  return {
    ...{ baseUrl, embedded },
    ...(baseUrl.startsWith('https:') ? { tlsVerified: connection.tls.verify } : {}),
    ...(connection.proxy ? { proxy: connection.proxy.url } : {}),
  };
}

/** Whether requests were generated or combined, so that a seed is of use. */
function generated({ checks }: Evidence): boolean {
  return checks.some((check) => isDrawn(check) && check.exchanges.length > 0);
}

/** Whether a check rests on generated or combined requests, which another seed makes differently. */
export function isDrawn({ id, spec }: Pick<CheckResult, 'id' | 'spec'>): boolean {
  return id.startsWith('generated.') || spec === combinationsSpec;
}

function omissions({ leftOut }: Evidence): { readonly leftOut?: readonly ReportedOmission[] } {
  const all = Object.entries(leftOut).map(([name, reason]) => ({ case: name, reason }));
  return all.length > 0 ? { leftOut: all } : {};
}

/** The checks; a requirement for which limits left out every case becomes not verified. */
function withUntried({ checks, leftOut }: Evidence): readonly CheckResult[] {
  const tried = new Set(checks.filter(({ status }) => status !== 'not-applicable').map(requirementOf));
  return checks.map((check) =>
    leftOut[check.id] === undefined || tried.has(requirementOf(check))
      ? check
      : { ...check, status: 'not-verified' as const },
  );
}

function requirementOf({ requirement }: CheckResult): string {
  return requirement;
}

function stopOf({ evidence, selected, target }: Ended): Stop | undefined {
  const [defect] = evidence.defects;
  if (defect) return { kind: 'suite-error', message: defect };
  const ran = new Set(evidence.checks.map(({ id }) => id));
  const lost = selected.filter(({ id }) => !ran.has(id));
  if (lost.length > 0)
    return {
      kind: 'suite-error',
      message: `${quantity(lost.length, 'check')} did not run, ${lost[0]?.id} among them.`,
    };
  const { baseUrl } = target.configuration;
  return evidence.gone === undefined
    ? evidence.stopped
    : { kind: 'unreachable', message: `The server at ${baseUrl} stopped responding: ${evidence.gone}.` };
}
