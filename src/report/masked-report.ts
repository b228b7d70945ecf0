import { secretsOf } from '../secrets/response-secrets';
import { Masker } from '../secrets/masking';
import { remasked } from '../http/exchange/recorded';
import type { Report } from './report';

/** What the suite itself wrote, of a report and of a check: no secret is in it, and a mask would break it. */
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

/** Members whose own members are named by others. */
const namedByOthers = new Set(['wrongAttempts']);

/**
 * A finished report with every secret that is known by now behind its mask, wherever it stands: the one way from what
 * was found to whatever writes or shows it. What is not known to be the suite's own text is masked, a new member too.
 */
export function maskedReport(report: Report, masker: Masker): Report {
  const { checks, exchanges, ...rest } = report;
  return {
    ...except(rest, own.report, (value, name) => masked(value, masker, namedByOthers.has(name))),
    checks: checks.map((check) => except(check, own.check, (value) => masked(value, masker))),
    exchanges: exchanges.map((record) => remasked(record, masker)),
  };
}

/** A report of an earlier run, or of another program, masked by what its own responses give away. */
export function maskedByItself(report: Report): Report {
  const masker = new Masker();
  for (const { request, response } of report.exchanges) {
    if (!response) continue;
    // What a response repeats of its request is in the open there.
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

/** A value with each text in it masked, and the names of its members where others gave them. */
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
