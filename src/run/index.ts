import type { Check, CheckDescription, CheckResult } from '../checks/check';
import type { Harness } from '../checks/harness';
import type { Configuration } from '../configuration/configuration';
import { loadConfiguration } from '../configuration/load';
import type { Profile } from '../contract/catalogue';
import { compileContractSchemas } from '../contract/json-schema';
import { compileReportSchema, maskedReport } from '../report/json';
import type { Report } from '../report/report';
import { withMaskedErrors } from '../secrets/masking';
import { type Baseline, expectation, withBaseline } from './baseline/baseline';
import { Collector, type Evidence } from './jest/evidence';
import { closeSession, openSession, Overtime, runUnderJest } from './jest/session';
import { reach, unsent } from './reachability';
import { interrupted, reportOn } from './report-on';
import { combinedChecks, declaredChecks, describe, sectionsOf } from './selection/declared-checks';
import { selectedChecks, type Selection, selectionOf, type Shard } from './selection/selection';
import { generationOf, harnessFor, openTarget, type Target, withEmbeddedAccounts } from './target';

export { defaultFuzz } from './target';
export { mergeShards, NotOneRun } from './merge';

export interface RunOptions extends Selection {
  readonly strict?: boolean;
  readonly allowIncomplete?: boolean;
  /** The seed of generated requests, and how many there are. */
  readonly seed?: number;
  readonly fuzz?: number;
  /** Combine every three values instead of every two. */
  readonly thorough?: boolean;
  /** Failures that are known and accepted. */
  readonly baseline?: Baseline;
  /** The name of the target in a configuration with several. */
  readonly targetName?: string;
  /** The part of the run for this machine. */
  readonly shard?: Shard;
  /** Profiles to which the run was narrowed in addition to the configuration. */
  readonly onlyProfiles?: readonly Profile[];
  /** Ends the run: nothing more is sent, and what ran is reported. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * Runs the suite and reports on it; the specs run under Jest in this process.
 *
 * @returns the report; nothing that a server does makes this throw
 * @throws TooManyShards, and an Error if a schema of the suite is broken, before anything is sent
 */
export async function run(configuration: Configuration, options: RunOptions = {}): Promise<Report> {
  const startedAt = new Date();
  const { shard } = options;
  const generation = generationOf(options);
  const selected = selectedChecks(
    options,
    generation,
    configuration.baseUrl === undefined ? withEmbeddedAccounts(configuration) : configuration,
  );
  compileContractSchemas();
  compileReportSchema();
  const target = await openTarget(configuration);
  try {
    const harness = harnessFor(target, generation, shard && `s${shard.index}-x`);
    const mask = (text: string) => harness.client.masker.mask(text);
    return await withMaskedErrors(mask, async () => {
      const end = () => harness.stop('Not verified: the run was interrupted.');
      if (options.signal?.aborted) end();
      options.signal?.addEventListener('abort', end);
      const overtime = new Overtime(configuration.limits.runMs, harness);
      const stop = await reach(harness).catch((error: unknown) => {
        if (options.signal?.aborted) return interrupted;
        if (overtime.stop) return overtime.stop;
        throw error;
      });
      const evidence = stop
        ? unsent(harness, selected, stop)
        : await runSpecs(target, harness, selected, { ...options, startedAt });
      overtime.over();
      const report = reportOn({
        strict: options.strict,
        allowIncomplete: options.allowIncomplete,
        seed: harness.generation.seed,
        targetName: options.targetName,
        target,
        selected,
        shard: shard && {
          ...shard,
          checks: selectedChecks({ ...options, shard: undefined }, generation, target.configuration).length,
        },
        evidence,
        masker: harness.client.masker,
        startedAt,
        stopped: stop ?? overtime.stop,
        interrupted: options.signal?.aborted,
        selection: selectionOf(options),
      });
      if (!options.baseline) return report;
      const known = declaredChecks().map(({ id }) => id);
      // A user may have written a secret into a reason.
      return maskedReport(withBaseline(report, options.baseline, known), harness.client.masker);
    });
  } finally {
    closeSession();
    await target.close();
  }
}

async function runSpecs(
  target: Target,
  harness: Harness,
  selected: readonly Check[],
  { startedAt, ...options }: RunOptions & { readonly startedAt: Date },
): Promise<Evidence> {
  const collector = new Collector();
  const expected = expectation(options.baseline ?? [], {
    startedAt: startedAt.toISOString(),
    strict: options.strict ?? false,
  });
  const progress = progressOf(selected, options.onProgress, (result) => expected(result) !== undefined);
  // A selected sweep has its own list of what it covers, and in a shard only the shard's part.
  openSession({ target, harness, sections: sectionsOf(selected), onResult: progress });
  harness.prefetch(selected);
  const broken: string[] = [];
  await runUnderJest(collector).catch((error: unknown) => {
    // The results so far are still reported.
    broken.push(
      `The suite itself failed during the run: ${error instanceof Error ? error.message : String(error)}`,
    );
  });
  const { records, wrongSecrets, leftOut, client } = harness;
  const { defects, ...found } = collector.all;
  return {
    ...found,
    defects: [...new Set([...harness.defects, ...defects, ...broken])],
    exchanges: records,
    requests: client.sent,
    wrongSecrets,
    leftOut,
    retries: client.retries ?? {},
  };
}

/**
 * What the combinations for a requirement combine in a run with every account configured; another configuration has others, which
 * `run --dry-run` shows.
 */
export function describeCombinations(requirement: string): readonly string[] {
  const configuration = withEmbeddedAccounts(loadConfiguration({ environment: {}, flags: {} }));
  return combinedChecks(generationOf({ seed: 1 }), configuration)
    .filter((check) => check.requirement.id === requirement)
    .map(({ title }) => title);
}

/** Every check of the suite, in the order of the specs, without sending anything. */
export function describeChecks(): Promise<readonly CheckDescription[]> {
  return Promise.resolve(declaredChecks().map(describe));
}

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
