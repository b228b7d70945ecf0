import type { CheckStatus } from '../checks/check';
import { mentionsLostResponses } from '../checks/run-judgement';
import { loadCatalogue } from '../contract/catalogue';
import { suite } from '../contract/package-files';
import type { Report, ReportedCheck, ReportedOmission, ReportedStatus, Stop } from '../report/report';
import { conclude, describe } from '../report/verdict/build';
import { spanOf } from '../report/verdict/counts';
import { summedByName } from './jest/evidence';
import { declaredChecks } from './selection/declared-checks';

/** Reports that are not the shards of one run; the message is one sentence. */
export class NotOneRun extends Error {
  override readonly name = 'NotOneRun';
}

/**
 * A sweep is in several shards: its worst result counts, and `not-verified` only if it found nothing or lost a
 * response.
 */
const worstFirst: readonly (ReportedStatus | CheckStatus)[] = [
  ...(['failed', 'expected-failure', 'warned', 'passed', 'not-verified', 'not-applicable'] as const),
];

/**
 * Merges the reports of all shards into the report that the run would have had on one machine.
 *
 * @throws NotOneRun if a shard is missing or given twice, or if they are not of the same run
 */
export function mergeShards(reports: readonly Report[]): Report {
  const shards = inOrder(reports);
  const [first] = shards;
  if (!first?.shard) throw new NotOneRun('There is no report to merge; name the reports of all shards.');
  const checks = mergedChecks(shards);
  const declared = declaredChecks();
  const own = new Set(checks.map(({ requirement }) => requirement));
  const whole = checks.length === declared.length;
  const seeds = new Set(shards.flatMap(({ seed }) => seed ?? []));
  const stopped = shards.map((report) => stopOf(report)).find((stop) => stop !== undefined);
  const { startedAt, finishedAt } = spanOf(shards);
  const { suite, target, profiles, strict, allowIncomplete } = first;
  return conclude({
    ...{ schemaVersion: 1, suite, target, startedAt, finishedAt, profiles, strict, allowIncomplete },
    durationMs: Math.max(0, Date.parse(finishedAt) - Date.parse(startedAt)),
    requests: sum(shards.map(({ summary }) => summary.requests)),
    ...(seeds.size === 1 ? { seed: [...seeds][0] } : {}),
    ...(stopped ? { stopped } : {}),
    ...mergedOmissions(shards),
    ...retriesOf(shards),
    ...wantedOf(first),
    ...documentOf(shards),
    wrongAttempts: summedByName(shards.map(({ wrongAttempts }) => wrongAttempts ?? {})),
    requirements: loadCatalogue()
      .requirements.filter(({ id }) => whole || own.has(id))
      .map(describe),
    checks,
    exchanges: shards.flatMap(({ exchanges }) => exchanges),
  });
}

function retriesOf(shards: readonly Report[]): Pick<Report, 'retries'> {
  const retries = summedByName(shards.map((report) => report.retries ?? {}));
  return Object.keys(retries).length > 0 ? { retries } : {};
}

/** The quotes of all shards, from the copy of the document that the first of them had. */
function documentOf(shards: readonly Report[]): Pick<Report, 'document'> {
  const copies = shards.flatMap(({ document }) => document ?? []);
  const [first] = copies;
  if (!first) return {};
  const same = copies.filter(({ file, isCited }) => file === first.file && isCited === first.isCited);
  return {
    document: { ...first, quotes: Object.fromEntries(same.flatMap(({ quotes }) => Object.entries(quotes))) },
  };
}

/** The selection of the whole run, which is the same in each shard apart from its number. */
function wantedOf({ selection }: Report): Pick<Report, 'selection'> {
  const { shard: _shard, ...wanted } = selection ?? {};
  return Object.keys(wanted).length > 0 ? { selection: wanted } : {};
}

function inOrder(reports: readonly Report[]): readonly Report[] {
  const [first] = reports;
  const of = first?.shard?.of ?? 0;
  for (const report of reports) {
    if (!report.shard)
      throw new NotOneRun('One of the reports is not from a shard; merge reports of runs with --shard.');
    const different = differenceBetween(first ?? report, report);
    if (different) throw new NotOneRun(`The reports differ in ${different}; merge the shards of one run.`);
  }
  const byIndex = Array.from({ length: of }, (_, at) =>
    reports.filter(({ shard }) => shard?.index === at + 1),
  );
  const missing = byIndex.flatMap((own, at) => (own.length === 0 ? [`${at + 1}/${of}`] : []));
  if (missing.length > 0)
    throw new NotOneRun(`Shard ${missing.join(', ')} is missing; name the reports of all ${of} shards.`);
  const doubled = byIndex.flatMap((own, at) => (own.length > 1 ? [`${at + 1}/${of}`] : []));
  if (doubled.length > 0)
    throw new NotOneRun(`Shard ${doubled.join(', ')} is given twice; name the report of each shard once.`);
  return byIndex.flat();
}

/** How two reports differ that cannot be shards of one run, if they do. */
function differenceBetween(one: Report, other: Report): string | undefined {
  if (other.suite.version !== suite().version)
    return `the version of the suite (${other.suite.version}, while this one is ${suite().version})`;
  const facts: Readonly<Record<string, (report: Report) => unknown>> = {
    'the number of shards': ({ shard }) => shard?.of,
    'the selected checks': ({ shard }) => shard?.checks,
    'the selection': (report) => wantedOf(report),
    'the base URL': ({ target }) => (target.embedded ? 'embedded' : target.baseUrl),
    '--insecure': ({ target }) => target.tlsVerified,
    'the profiles': ({ profiles }) => profiles,
    '--strict': ({ strict }) => strict,
    '--allow-incomplete': ({ allowIncomplete }) => allowIncomplete,
  };
  return Object.keys(facts).find(
    (name) => JSON.stringify(facts[name]?.(one)) !== JSON.stringify(facts[name]?.(other)),
  );
}

/** The checks of all shards in the order of the suite, each once. */
function mergedChecks(shards: readonly Report[]): ReportedCheck[] {
  const found = new Map<string, ReportedCheck[]>();
  for (const check of shards.flatMap(({ checks }) => checks))
    found.set(check.id, [...(found.get(check.id) ?? []), check]);
  const expected = shards[0]?.shard?.checks ?? 0;
  if (found.size !== expected)
    throw new NotOneRun(
      `The shards have ${found.size} of the ${expected} checks of the run; run all of them again with the same selection and --shard.`,
    );
  const declared = declaredChecks().filter(({ id }) => found.has(id));
  const foreign = found.size - declared.length;
  if (foreign > 0)
    throw new NotOneRun(
      `The suite does not have ${foreign} of the checks in the reports; merge them with the suite that made them.`,
    );
  return declared.flatMap(({ id, covers }) => {
    const own = found.get(id) ?? [];
    if (own.length > 1 && !covers)
      throw new NotOneRun(
        `The check ${id} is in ${own.length} shards; run all shards again with one selection.`,
      );
    return worstOf(own) ?? [];
  });
}

function worstOf(own: readonly ReportedCheck[]): ReportedCheck | undefined {
  const rank = ({ status, message }: ReportedCheck) =>
    // A request that lost its response might have violated the requirement.
    status === 'not-verified' && mentionsLostResponses(message)
      ? worstFirst.indexOf('passed') - 0.5
      : worstFirst.indexOf(status);
  const [worst] = [...own].sort((a, b) => rank(a) - rank(b));
  if (!worst || worst.status !== 'passed') return worst;
  return {
    ...worst,
    durationMs: sum(own.map(({ durationMs }) => durationMs)),
    exchanges: own.flatMap(({ exchanges }) => exchanges),
  };
}

function stopOf({ stopped, shard }: Report): Stop | undefined {
  return stopped && { ...stopped, message: `Shard ${shard?.index}/${shard?.of}: ${stopped.message}` };
}

function mergedOmissions(shards: readonly Report[]): { readonly leftOut?: readonly ReportedOmission[] } {
  const all = shards.flatMap(({ leftOut = [] }) => leftOut);
  return all.length > 0 ? { leftOut: all } : {};
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0);
}

/** Equal for reports of one target. The embedded server has another port in each run. */
export function targetKey({ target: { name, baseUrl, embedded } }: Pick<Report, 'target'>): string {
  return name !== undefined ? `name ${name}` : embedded ? 'embedded' : baseUrl;
}

/** A name for each of several targets that can be a directory name: its own, or one made from its base URL. */
export function namesOf(reports: readonly Pick<Report, 'target'>[]): readonly string[] {
  const taken = new Set<string>();
  return reports.map(({ target: { name, baseUrl } }) => {
    const stem = name ?? baseUrl.replace(/^https?:\/\//, '').replace(/[^A-Za-z0-9]+/g, '-');
    let own = stem;
    // Not every file system distinguishes directories by case.
    for (let more = 2; taken.has(own.toLowerCase()); more += 1) own = `${stem}-${more}`;
    taken.add(own.toLowerCase());
    return own;
  });
}
