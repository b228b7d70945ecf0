import { readFileSync } from 'node:fs';
import addFormats from 'ajv-formats';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020';
import { Document, YAMLMap, YAMLSeq } from 'yaml';
import { ConfigurationError, type MemberPath, pathOfPointer } from '../../configuration/configuration';
import { unknownMember, wrongType } from '../../configuration/schema';
import { readSource, type SourceDocument } from '../../configuration/source-document';
import { packagedSchemas } from '../../contract/json-schema';
import { inProject } from '../../contract/package-files';
import { rootCauses } from '../../report/findings/causes';
import { findingsOf, groupBy, withoutExample } from '../../report/findings/findings';
import type { Report, ReportedCheck } from '../../report/report';
import { failsTheRun } from '../../report/verdict/counts';
import { oneLine } from '../../text/printable';
import { type Baseline, type BaselineEntry, isByChance, isLetIn, receivedClass } from './baseline';

/**
 * Reads a baseline file. A file without entries, such as only comments, is an empty baseline.
 *
 * @param name the file as the user wrote it, which is how messages name it
 * @param directory the directory for a relative name
 * @throws ConfigurationError with every problem that was found, each with its line
 */
export function readBaseline(name: string, directory: string): Baseline {
  if (name === '')
    throw new ConfigurationError(['--baseline is empty; name a baseline file, or leave it out.']);
  const source = readSource(name, directory, '--baseline', 'baseline file');
  const value = source.value ?? [];
  const problems = baselineProblems(value, source);
  if (problems.length > 0) throw new ConfigurationError(problems);
  const entries = (value as Written[]).flatMap(({ check, reason, received, until }, index) =>
    [check].flat().map((id) => ({
      ...{ check: id, reason: reason.trim() },
      // YAML reads a status as a number.
      ...(received !== undefined && { received: String(received) }),
      ...(until !== undefined && { until }),
      place: source.position([index]),
    })),
  );
  const doubled = doubledEntries(value as Written[], entries, source);
  if (doubled.length > 0) throw new ConfigurationError(doubled);
  return entries;
}

/** An entry as written in the file, for one check or for several that fail for the same reason. */
interface Written extends Omit<BaselineEntry, 'place' | 'check' | 'received'> {
  readonly check: string | readonly string[];
  readonly received?: string | number;
}

function doubledEntries(value: readonly Written[], entries: Baseline, source: SourceDocument): string[] {
  const first = new Map<string, BaselineEntry>();
  const places = value.flatMap(({ check }, index) =>
    typeof check === 'string'
      ? [source.position([index, 'check'])]
      : check.map((_, at) => source.position([index, 'check', at])),
  );
  return entries.flatMap((entry, index) => {
    const before = first.get(entry.check);
    if (!before) {
      first.set(entry.check, entry);
      return [];
    }
    const place = places[index] ?? entry.place;
    return [`${place}: ${entry.check} is already listed at ${before.place}; keep one of the two entries.`];
  });
}

let validate: ValidateFunction | undefined;

/** What is wrong with the members of a baseline by its published schema, one sentence each. */
function baselineProblems(value: unknown, source: SourceDocument): string[] {
  validate ??= compileSchema();
  if (validate(value)) return [];
  const sentences = (validate.errors ?? []).map((error) => {
    const text = sentence(error, pathOfPointer(error.instancePath, value), value, source);
    return text.endsWith('?') ? text : `${text}.`;
  });
  // A member that matches none of several alternatives has an error for each.
  return [...new Set(sentences)];
}

function compileSchema(): ValidateFunction {
  // `verbose` adds the schema to each error, from which the correct names are taken.
  const ajv = new Ajv2020({ allErrors: true, verbose: true, allowUnionTypes: true, ...packagedSchemas });
  addFormats(ajv);
  return ajv.compile(
    JSON.parse(readFileSync(inProject('schemas', 'baseline.schema.json'), 'utf8')) as object,
  );
}

function sentence(error: ErrorObject, path: MemberPath, value: unknown, source: SourceDocument): string {
  const place = source.position(path);
  const member = String(path[1]);
  if (path.length === 0) {
    return `${place}: a baseline must be a list; begin each entry with "- check: " and the id of a check`;
  }
  if (error.keyword === 'additionalProperties') return unknownMember(error, path, source);
  if (path.length === 1) {
    return error.keyword === 'required'
      ? `${place}: the entry lacks ${String(error.params['missingProperty'])}; add it`
      : `${place}: an entry must have the members check and reason; write "check: " and "reason: "`;
  }
  if (member === 'reason' && (error.keyword === 'pattern' || error.data === null)) {
    return `${place}: ${nameOf(value, path)} has no reason yet; write why the failure is accepted, or remove the entry`;
  }
  if (member === 'received')
    return `${place}: received is neither a status, nor "no answer", nor "shape"; write one of them, or leave it out`;
  switch (error.keyword) {
    case 'type':
      return `${place}: ${member} ${wrongType(error.data, member === 'check' && path.length === 2 ? 'string or list' : 'string')}`;
    case 'format':
      return `${place}: ${member} is not a date; write year, month and day, as in 2027-12-31`;
    default:
      return `${place}: ${member} is empty; write the id of a check`;
  }
}

/** The check of an entry, as far as it names one. */
function nameOf(value: unknown, [index]: MemberPath): string {
  const { check } = (value as { check?: unknown }[])[Number(index)] ?? {};
  const first: unknown = Array.isArray(check) ? check[0] : check;
  return typeof first === 'string' && first !== '' ? first : 'the entry';
}

const head = [
  ' Failures that are known and accepted. Each entry needs a reason; "until: 2027-12-31" in an entry',
  ' names the last day on which the failure is accepted. Checks that fail for the same reason share an entry.',
].join('\n');

interface NewBaseline {
  /** The text of the file, YAML. */
  readonly text: string;
  readonly entries: number;
  /** The number of checks that they list. */
  readonly checks: number;
  /** Entries whose reason is still to be written; a run refuses them. */
  readonly withoutReason: number;
  /** The checks whose entries were left out, since they pass now. */
  readonly passing: readonly string[];
}

/** An entry for all checks that fail for one cause. */
interface Group extends Omit<BaselineEntry, 'place' | 'check'> {
  readonly cause: string;
  readonly checks: readonly string[];
}

/**
 * A baseline of the checks that fail the run of a report, each entry with what was received and the known reason: that
 * of an earlier baseline, or the one in the report; otherwise empty, to be filled in once per cause.
 *
 * @param earlier entries to keep with their dates, unless their check passes in the report, whatever its seed
 */
export function baselineFor(report: Report, earlier: Baseline = []): NewBaseline {
  const checks = new Map(report.checks.map((check) => [check.id, check]));
  const listed = new Set(earlier.map(({ check }) => check));
  const passes = ({ check: id }: BaselineEntry): boolean => {
    const check = checks.get(id);
    return check?.status === 'passed' && !isByChance(check, report);
  };
  const fails = (check: ReportedCheck | undefined): check is ReportedCheck =>
    check !== undefined && (check.status === 'expected-failure' || failsTheRun(check, report.strict));
  const causeOf = causesIn(report);
  const kept = earlier
    .filter((entry) => !passes(entry))
    .map((entry) => {
      const check = checks.get(entry.check);
      // Nobody accepted that a token is given, so it is not written in passing.
      const now = fails(check) && !isLetIn(check) ? receivedClass(check) : undefined;
      return { ...entry, received: entry.received ?? now, cause: check ? causeOf(check) : '' };
    });
  const added = report.checks
    .filter((check) => !listed.has(check.id) && fails(check))
    .map((check) => ({
      check: check.id,
      reason: check.expectedBecause ?? '',
      received: receivedClass(check),
      cause: causeOf(check),
    }));
  const groups = [
    ...grouped(kept, ({ place, received }) => [place, received]),
    ...grouped(added, ({ cause, reason, received }) => [cause, reason, received]),
  ];
  return {
    text: toYaml(groups, report.seed),
    entries: groups.length,
    checks: kept.length + added.length,
    withoutReason: groups.filter(({ reason }) => reason === '').length,
    passing: earlier.filter(passes).map(({ check }) => check),
  };
}

/** The cause of a failure: a root cause if the report names one, otherwise the message of its finding, or its own. */
function causesIn(report: Report): (check: ReportedCheck) => string {
  const { failures, notes } = findingsOf(report.checks, report.strict);
  const causes = new Map(
    [
      ...[...failures, ...notes].map(({ message, checks, follows }) => ({
        text: withoutExample(message),
        checks: [...checks, ...follows],
      })),
      ...rootCauses(report),
    ].flatMap(({ text, checks }) => checks.map(({ id }) => [id, text] as const)),
  );
  return ({ id, message = '' }) => causes.get(id) ?? withoutExample(message);
}

function grouped<Entry extends Omit<Group, 'checks'> & { readonly check: string }>(
  entries: readonly Entry[],
  keyOf: (entry: Entry) => readonly unknown[],
): Group[] {
  return [...groupBy(entries, (entry) => JSON.stringify(keyOf(entry))).values()].flatMap((own) => {
    const [first] = own;
    return first ? [{ ...first, checks: own.map(({ check }) => check) }] : [];
  });
}

function toYaml(groups: readonly Group[], seed: number | undefined): string {
  const document = new Document();
  document.commentBefore =
    seed === undefined
      ? head
      : `${head}\n Written from a run with --seed ${seed}, which repeats its requests.`;
  const list = new YAMLSeq<YAMLMap>();
  for (const { checks, reason, until, received, cause } of groups) {
    const entry = document.createNode({
      check: checks.length === 1 ? checks[0] : checks,
      reason,
      ...(until !== undefined && { until }),
      ...(received !== undefined && { received: /^\d+$/.test(received) ? Number(received) : received }),
    }) as YAMLMap;
    // It contains what the server sent; on one line it stays a comment.
    const message = oneLine(cause);
    if (message !== '') entry.commentBefore = ` ${message}`;
    list.add(entry);
  }
  document.contents = list;
  return document.toString({ lineWidth: 0, singleQuote: true });
}
