import type { Level } from '../../contract/catalogue';
import { suite } from '../../contract/package-files';
import { quantity } from '../../text/prose';
import type { ExitCode, Report, ReportedRequirement, RequirementStatus, Verdict } from '../report';
import { verdictLabel } from '../wording/labels';

/** The part of a report that the matrix is made from; whole reports of many targets would fill the memory. */
type ReportHead = Pick<Report, 'verdict' | 'stopped' | 'selection' | 'reason' | 'summary' | 'requirements'>;

/** The result of one target; without a report, it did not run or its reports were not written. */
export interface TargetOutcome {
  /** Also the directory of its reports. */
  readonly name: string;
  readonly baseUrl: string;
  readonly report?: ReportHead;
  readonly exitCode: ExitCode;
  /** Why there is no report. */
  readonly reason?: string;
}

export interface MatrixTarget {
  readonly name: string;
  readonly baseUrl: string;
  readonly exitCode: ExitCode;
  readonly reason: string;
  readonly verdict?: Verdict;
  readonly stopped?: Report['stopped'];
  readonly selection?: Report['selection'];
  readonly summary?: Report['summary'];
  /** The directory of its reports, relative to that of the matrix. */
  readonly directory?: string;
}

type RequirementHead = Pick<ReportedRequirement, 'id' | 'level' | 'profile' | 'section' | 'title'>;

export interface MatrixRequirement extends RequirementHead {
  /** Whether two targets with results differ in it. */
  readonly differs: boolean;
  /** By the name of the target; a target that did not run the requirement has none. */
  readonly statuses: Readonly<Record<string, RequirementStatus>>;
}

/** The whole of `matrix.json`: requirement × target. Plain JSON, made from reports, whose secrets are masked. */
export interface Matrix {
  readonly schemaVersion: 1;
  readonly suite: Report['suite'];
  readonly startedAt: string;
  readonly finishedAt: string;
  /** The worst of all targets. */
  readonly exitCode: ExitCode;
  readonly targets: readonly MatrixTarget[];
  readonly requirements: readonly MatrixRequirement[];
}

export function headOf({ verdict, stopped, selection, reason, summary, requirements }: Report): ReportHead {
  return {
    verdict,
    ...(stopped && { stopped }),
    ...(selection && { selection }),
    reason,
    summary,
    requirements,
  };
}

/** From the worst to the best: a defect says least about the servers, and a failure more than a gap. */
const worstFirst: readonly ExitCode[] = [5, 130, 1, 3, 4, 0];

function worstExitCode(codes: readonly ExitCode[]): ExitCode {
  return worstFirst.find((code) => codes.includes(code)) ?? 0;
}

/** The matrix of several targets, in their order; the requirements in the order of the document. */
export function matrixOf(
  outcomes: readonly TargetOutcome[],
  { startedAt, finishedAt }: Pick<Matrix, 'startedAt' | 'finishedAt'>,
): Matrix {
  return {
    schemaVersion: 1,
    ...{ suite: suite(), startedAt, finishedAt },
    exitCode: worstExitCode(outcomes.map(({ exitCode }) => exitCode)),
    targets: outcomes.map(targetOf),
    requirements: requirementsOf(outcomes),
  };
}

function targetOf({ name, baseUrl, exitCode, report, reason = '' }: TargetOutcome): MatrixTarget {
  const head = { name, baseUrl, exitCode, reason: report?.reason ?? reason };
  if (!report) return head;
  const { verdict, stopped, selection, summary } = report;
  return {
    ...{ ...head, verdict, summary, directory: name },
    ...(stopped && { stopped }),
    ...(selection && { selection }),
  };
}

function requirementsOf(outcomes: readonly TargetOutcome[]): readonly MatrixRequirement[] {
  const heads = new Map<string, RequirementHead>();
  const statuses = new Map<string, Record<string, RequirementStatus>>();
  for (const { name, report } of outcomes)
    for (const { id, level, profile, section, title, status } of report?.requirements ?? []) {
      if (!heads.has(id)) heads.set(id, { id, level, profile, section, title });
      const own = statuses.get(id) ?? {};
      own[name] = status;
      statuses.set(id, own);
    }
  const compared = outcomes.filter(({ report }) =>
    isCompared(
      { stopped: report?.stopped },
      (report?.requirements ?? []).map(({ status }) => status),
    ),
  );
  return [...heads.values()].map((head) => {
    const own = statuses.get(head.id) ?? {};
    const known = compared.flatMap(({ name, report }) => {
      const status = own[name];
      // What a run that ended early did not reach is no difference.
      return status === undefined || (report?.stopped && status === 'not-verified') ? [] : [status];
    });
    return { ...head, differs: differenceIn(known) !== undefined, statuses: own };
  });
}

/** What targets differ in: what was found, what could be verified, or what is in scope. */
export type Difference = 'found' | 'verified' | 'scope';

const untold: readonly RequirementStatus[] = ['not-verified', 'not-applicable'];

/**
 * How targets differ in a requirement, if they do.
 *
 * @param statuses of the targets that are compared
 */
function differenceIn(statuses: readonly RequirementStatus[]): Difference | undefined {
  const distinct = [...new Set(statuses)];
  if (distinct.filter((status) => !untold.includes(status)).length > 1) return 'found';
  if (distinct.length < 2) return undefined;
  return distinct.includes('not-verified') ? 'verified' : 'scope';
}

/** Whether a target has results to compare; one that was not reached has none. */
function isCompared({ stopped }: Pick<MatrixTarget, 'stopped'>, own: readonly RequirementStatus[]): boolean {
  return own.length > 0 && !(stopped && own.every((status) => untold.includes(status)));
}

/** The targets with results; the line of each other target says why it has none. */
export function comparedTargets({ targets, requirements }: Matrix): readonly MatrixTarget[] {
  return targets.filter((target) =>
    isCompared(
      target,
      requirements.flatMap(({ statuses }) => statuses[target.name] ?? []),
    ),
  );
}

/** The requirements in which targets differ, by kind of difference; `found` begins with failures of a MUST. */
export function differences(matrix: Matrix): ReadonlyMap<Difference, readonly MatrixRequirement[]> {
  const names = comparedTargets(matrix).map(({ name }) => name);
  const kinds = new Map<Difference, MatrixRequirement[]>([
    ['found', []],
    ['verified', []],
    ['scope', []],
  ]);
  for (const requirement of matrix.requirements.filter(({ differs }) => differs)) {
    const kind = differenceIn(names.flatMap((name) => requirement.statuses[name] ?? []));
    if (kind) kinds.get(kind)?.push(requirement);
  }
  kinds.get('found')?.sort((a, b) => rank(a) - rank(b));
  return kinds;
}

const levels: readonly Level[] = ['MUST', 'SHOULD', 'MAY'];

function rank({ level, statuses }: MatrixRequirement): number {
  const fails = Object.values(statuses).includes('failed');
  return (fails ? 0 : levels.length) + levels.indexOf(level);
}

/** Titles of the tables of requirements in which targets differ. */
export const differenceTitles: Readonly<Record<Difference, string>> = {
  found: 'Where targets differ',
  verified: 'Verified at some targets only',
  scope: 'In scope at some targets only',
};

/** `Not conformant`, or `No report`. */
export function outcomeLabel({ verdict, ...report }: MatrixTarget): string {
  return verdict === undefined ? 'No report' : verdictLabel({ verdict, ...report });
}

/** `2 of 4 targets passed, 1 gave no result; 2 requirements differ between targets.` */
export function matrixSentence(matrix: Matrix): string {
  const { targets } = matrix;
  const good = targets.filter(({ exitCode }) => exitCode === 0).length;
  const all = quantity(targets.length, 'target');
  const head = good === targets.length ? `${all} passed` : `${good} of ${all} passed`;
  const silent = targets.length - comparedTargets(matrix).length;
  const without = silent > 0 ? `, ${silent} gave no result` : '';
  const count = differences(matrix).get('found')?.length ?? 0;
  const tail =
    count === 0
      ? 'no requirement differs'
      : `${quantity(count, 'requirement')} ${count === 1 ? 'differs' : 'differ'}`;
  return `${head}${without}; ${tail} between targets.`;
}
