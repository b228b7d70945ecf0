import { readFileSync } from 'node:fs';
import addFormats from 'ajv-formats';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020';
import { ConfigurationError, type MemberPath, pathOfPointer } from '../../configuration/configuration-error';
import { unknownMember, wrongType } from '../../configuration/schema';
import { readSource, type SourceDocument } from '../../configuration/source-document';
import { inProject } from '../../contract/package-files';
import { packagedSchemas } from '../../contract/validators';
import type { Baseline, BaselineEntry } from './baseline';

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
