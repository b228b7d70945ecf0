import { secretsOf } from '../secrets/response-secrets';
import { Masker } from '../secrets/masking';
import { remasked } from '../http/exchange/recorded';
import type { Report } from './report';

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
