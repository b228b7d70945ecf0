import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { validatorOf } from '../contract/json-schema';
import { inProject } from '../contract/package-files';
import { remasked } from '../http/exchange/recorded';
import { Masker } from '../secrets/masking';
import { secretsOf } from '../secrets/response-secrets';
import { oneLine } from '../text/printable';
import type { Report } from './report';

type Validate = (document: unknown) => readonly string[];

let validateReport: Validate | undefined;

/**
 * The text of report.json, checked against the published schema.
 *
 * @throws ReportDefect when the report breaks the schema
 */
export function toJson(report: Report): string {
  // Undefined members are absent, for the schema and in the text.
  const violations = violationsOf(report);
  if (violations.length > 0) {
    const shown = violations.slice(0, 5).join('; ');
    throw new ReportDefect(
      `report.json breaks its own schema: ${shown}. Please report this defect of the suite.`,
    );
  }
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

/**
 * Compiles the schema of report.json, so that a broken one is noticed before there is anything to report.
 *
 * @throws ReportDefect
 */
export function compileReportSchema(): void {
  validateReport ??= schemaOrDefect();
}

/** What is wrong with a document that claims to be a report: `/checks/0/level must be ...`; empty when valid. */
export function violationsOf(document: unknown): readonly string[] {
  validateReport ??= schemaOrDefect();
  return validateReport(document);
}

function schemaOrDefect(): Validate {
  try {
    return compileSchema();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ReportDefect(
      `The schema of report.json cannot be used (${why}). Reinstall the suite, and report this defect if it persists.`,
      { cause: error },
    );
  }
}

function compileSchema(): Validate {
  const name = 'report.schema.json';
  const schema = JSON.parse(readFileSync(inProject('schemas', name), 'utf8')) as object;
  const validate = validatorOf('report', name, schema);
  return (document) =>
    validate(document)
      ? []
      : (validate.errors ?? []).map((e) => `${e.instancePath || '/'} ${e.message ?? e.keyword}`);
}

/** A report that cannot be read; the message is one sentence with the file and what to do. */
export class UnreadableReport extends Error {
  override readonly name = 'UnreadableReport';
}

const schemaVersion = 1 satisfies Report['schemaVersion'];

/**
 * Reads a report that a run has written, and validates it against the published schema.
 *
 * @param name a report.json or the directory that has one, as the user wrote it
 * @param directory the directory for a relative name
 * @throws UnreadableReport when there is no such file or it is no report
 */
export function readReport(name: string, directory: string): Report {
  if (name === '') throw new UnreadableReport('The name of a report is empty; name a report.json.');
  const file = fileOf(name, directory);
  const document = parse(readText(file, directory), file);
  const version = (document as { schemaVersion?: unknown } | null)?.schemaVersion;
  if (typeof version === 'number' && version !== schemaVersion) {
    throw new UnreadableReport(
      `${file} has schemaVersion ${version}, but this version of the suite reads ${schemaVersion}; use the version that wrote the report, or run again.`,
    );
  }
  const [violation] = violationsOf(document);
  if (violation !== undefined) {
    throw new UnreadableReport(
      `${file} is not a report of this suite (${oneLine(violation)}); name the report.json of a run.`,
    );
  }
  const report = document as Report;
  const twice = firstTwice(report.checks.map(({ id }) => id));
  if (twice !== undefined) {
    throw new UnreadableReport(
      `${file} has the check ${oneLine(twice)} twice; name the report.json of a run as it was written.`,
    );
  }
  // The member is optional in the schema, for older reports.
  return { ...report, allowIncomplete: report.allowIncomplete ?? false };
}

function fileOf(name: string, directory: string): string {
  const isDirectory = statSync(resolve(directory, name), { throwIfNoEntry: false })?.isDirectory() ?? false;
  return isDirectory ? join(name, 'report.json') : name;
}

function readText(file: string, directory: string): string {
  try {
    return readFileSync(resolve(directory, file), 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reasons: Readonly<Record<string, string>> = {
      ENOENT: 'does not exist; name a report.json that a run has written, or its directory',
      ENOTDIR: 'does not exist, since a part of its path is a file; check the name',
      EACCES: 'cannot be read because of its permissions; check them',
    };
    throw new UnreadableReport(
      `${file} ${reasons[code ?? ''] ?? `cannot be read (${code ?? 'no error code'}); check it`}.`,
      { cause: error },
    );
  }
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The message of the parser would quote the file.
    throw new UnreadableReport(`${file} is not JSON; name the report.json of a run.`, { cause: error });
  }
}

function firstTwice(ids: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return ids.find((id) => seen.size === seen.add(id).size);
}

/** A report that contradicts itself or its published format: a defect of the suite, never of a server. */
export class ReportDefect extends Error {
  override readonly name = 'ReportDefect';
}

/** Members of a report and of a check that the suite itself wrote: they hold no secret, and a mask would break them. */
const own = {
  report: new Set<string>([
    'schemaVersion',
    'suite',
    'startedAt',
    'finishedAt',
    'profiles',
    'verdict',
    'summary',
    'requirements',
    'selection',
    'retries',
  ]),
  check: new Set<string>([
    'id',
    'requirement',
    'title',
    'level',
    'profiles',
    'spec',
    'status',
    'schemaLocation',
    'exchanges',
  ]),
};

/** Members whose keys are not the suite's own. */
const namedByOthers = new Set(['wrongAttempts']);

/**
 * A finished report with every known secret masked; everything that is written or shown goes through here. Whatever is
 * not listed as the suite's own text is masked, new members included.
 */
export function maskedReport(report: Report, masker: Masker): Report {
  const { checks, exchanges, ...rest } = report;
  return {
    ...except(rest, own.report, (value, name) => masked(value, masker, namedByOthers.has(name))),
    checks: checks.map((check) => except(check, own.check, (value) => masked(value, masker))),
    exchanges: exchanges.map((record) => remasked(record, masker)),
  };
}

/** A report of an earlier run, or of another program, masked by the secrets in its own responses. */
export function maskedByItself(report: Report): Report {
  const masker = new Masker();
  for (const { request, response } of report.exchanges) {
    if (!response) continue;
    // What a response repeats from its request is already in the open.
    const open = JSON.stringify([request.url, request.headers, request.body]);
    for (const secret of secretsOf(response.headers, response.body))
      if (!open.includes(JSON.stringify(secret.reveal()).slice(1, -1))) masker.add(secret);
  }
  return maskedReport(report, masker);
}

function except<T extends object>(
  value: T,
  kept: ReadonlySet<string>,
  change: (value: unknown, name: string) => unknown,
): T {
  const members = Object.entries(value).map(([name, member]): [string, unknown] => [
    name,
    kept.has(name) ? member : change(member, name),
  ]);
  return Object.fromEntries(members) as T;
}

/** A value with each text in it masked, and on request the names of its members too. */
function masked(value: unknown, masker: Masker, names = false): unknown {
  if (typeof value === 'string') return masker.mask(value);
  if (Array.isArray(value)) return value.map((item: unknown) => masked(item, masker, names));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]): [string, unknown] => [
    names ? masker.mask(name) : name,
    masked(member, masker, names),
  ]);
  return Object.fromEntries(members);
}
