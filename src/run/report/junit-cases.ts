import { countChecks } from './counts';
import { evidenceLines } from './evidence';
import { exchangeText } from './exchange-text';
import { runClass } from './junit-verification';
import { printable } from './printable';
import type { Report, ReportedCheck, ReportedExchange } from './report';
import { failsTheRun } from './failing';
import { selectionWords, statusWord } from './words';

/** One test case of the JUnit file; every text in it is harmless. */
export interface JunitCase {
  /** The file that it belongs to, relative to the project. */
  readonly spec: string;
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'error' | 'skipped';
  readonly durationMs: number;
  /** One line, on `<failure>`, `<error>` or `<skipped>`. */
  readonly message: string;
  /** The kind of failure: the level of what was broken. */
  readonly type: string;
  /** The text of `<failure>` or `<error>`. */
  readonly detail: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly systemOut: string;
}

/**
 * A case for each check, and one for the run itself where something besides its checks went wrong.
 *
 * @param bodies characters of a body in the output of a case; undefined leaves the exchanges out
 */
export function junitCases(report: Report, bodies: number | undefined): readonly JunitCase[] {
  const exchanges = new Map(report.exchanges.map((exchange) => [exchange.id, exchange]));
  const sources = new Map(report.requirements.map(({ id, source }) => [id, source]));
  const cases = report.checks.map((check) =>
    caseOf(check, report, sources.get(check.requirement) ?? '', exchanges, bodies),
  );
  return [...cases, ...runCases(report)];
}

function caseOf(
  check: ReportedCheck,
  report: Report,
  source: string,
  exchanges: ReadonlyMap<string, ReportedExchange>,
  bodies: number | undefined,
): JunitCase {
  const { strict, target, shard } = report;
  const selected = selectionWords(report);
  const outcome = outcomeOf(check, strict);
  const own = check.exchanges.map((id) => exchanges.get(id)).filter((exchange) => exchange !== undefined);
  const message = printable(check.message ?? statusWord(check.status, check.level).word);
  const why = check.expectedBecause ? ` (expected: ${printable(check.expectedBecause)})` : '';
  return {
    spec: check.spec,
    name: printable(`${check.id}: ${check.title}`),
    outcome,
    durationMs: check.durationMs,
    message: outcome === 'skipped' ? `${statusWord(check.status).word}: ${message}${why}` : message,
    type: check.level,
    detail: [message, ...evidenceLines(check, source, own[0])].join('\n'),
    properties: {
      check: check.id,
      requirement: check.requirement,
      level: check.level,
      profile: check.profiles.join(' '),
      status: check.status,
      source,
      ...(selected === undefined ? {} : { selection: selected }),
      ...(shard ? { shard: `${shard.index} of ${shard.of}` } : {}),
      ...(target.capture === undefined ? {} : { capture: target.capture }),
      ...(target.tlsVerified === false ? { tls: 'not verified' } : {}),
    },
    systemOut: check.status === 'failed' || check.status === 'warned' ? outputOf(message, own, bodies) : '',
  };
}

function outcomeOf(check: ReportedCheck, strict: boolean): JunitCase['outcome'] {
  if (failsTheRun(check, strict)) return 'failed';
  return check.status === 'passed' || check.status === 'warned' ? 'passed' : 'skipped';
}

/** The note itself, which a passed test case has no other place for, and what went over the wire. */
function outputOf(
  message: string,
  exchanges: readonly ReportedExchange[],
  bodies: number | undefined,
): string {
  if (bodies === undefined) return `${message}\nThe requests and responses are in report.json.`;
  const parts = exchanges.map((exchange) => {
    const { request, response } = exchangeText(exchange, bodies);
    return `--- ${exchange.id}: request\n${request}\n--- ${exchange.id}: response\n${response}`;
  });
  return [message, ...parts].join('\n');
}

/** Without these, the file of a run that ended early would be green, and that of an empty run empty. */
function runCases(report: Report): readonly JunitCase[] {
  const counts = countChecks(report.checks);
  const nothing = counts.passed + counts.failed + counts.warned + counts.expectedFailures === 0;
  const stale = (report.staleBaseline ?? []).map((message) =>
    runCase('baseline', 'failed', 'stale', message),
  );
  if (report.stopped) {
    return [...stale, runCase('the run', 'error', report.stopped.kind, report.stopped.message)];
  }
  return nothing ? [...stale, runCase('the run', 'error', 'nothing-checked', report.reason)] : stale;
}

function runCase(name: string, outcome: 'failed' | 'error', type: string, text: string): JunitCase {
  const message = printable(text);
  const empty = { durationMs: 0, properties: {}, systemOut: '' };
  return { spec: runClass, name, outcome, message, type, detail: message, ...empty };
}
