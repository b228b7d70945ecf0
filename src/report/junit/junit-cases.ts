import { parseXml } from '../../contract/xml';
import { XmlUnavailable } from '../../contract/xml/binding';
import type { XmlElement } from '../../contract/xml/document';
import { printable } from '../../text/printable';
import { ReportDefect } from '../json';
import type { Report, ReportedCheck, ReportedExchange } from '../report';
import { countChecks, failsTheRun } from '../verdict/counts';
import { evidenceLines, exchangeText } from '../wording/exchange-text';
import { selectionText, statusLabel } from '../wording/labels';

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
  readonly detail: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly systemOut: string;
}

/**
 * A case for each check, and one for the run itself if something besides its checks went wrong.
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
  const selected = selectionText(report);
  const outcome = outcomeOf(check, strict);
  const own = check.exchanges.map((id) => exchanges.get(id)).filter((exchange) => exchange !== undefined);
  const message = printable(check.message ?? statusLabel(check.status, check.level).word);
  const why = check.expectedBecause ? ` (expected: ${printable(check.expectedBecause)})` : '';
  return {
    spec: check.spec,
    name: printable(`${check.id}: ${check.title}`),
    outcome,
    durationMs: check.durationMs,
    message: outcome === 'skipped' ? `${statusLabel(check.status).word}: ${message}${why}` : message,
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

/** The message, for which a passed test case has no other place, and the requests and responses. */
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

/** Without these cases, the file of a run that ended early would be green, and that of an empty run empty. */
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

/** The class of cases about the run instead of a check. */
const runClass = 'run';

/**
 * Reads junit.xml as its users will, and compares its cases and counts with the report.
 *
 * @throws ReportDefect when they differ, or the file is not well-formed
 */
export function verifyJunit(text: string, report: Report): void {
  const root = rootOf(text);
  if (!root) return;
  const all = descendants(root, 'testcase');
  const ofChecks = all.filter(({ attributes }) => attributeOf({ attributes }, 'classname') !== runClass);
  const failed = report.checks.filter((check) => failsTheRun(check, report.strict)).length;
  const passed = report.checks.filter(({ status }) => status === 'passed' || status === 'warned').length;
  const tolerated =
    passed - report.checks.filter((c) => c.status === 'warned' && failsTheRun(c, report.strict)).length;
  compare('tests', tallyOf(ofChecks).tests, report.checks.length);
  compare('failures', tallyOf(ofChecks).failures, failed);
  compare('skipped', tallyOf(ofChecks).skipped, report.checks.length - failed - tolerated);
  const { skipped, ...ofRoot } = tallyOf(all);
  for (const [name, found] of Object.entries(ofRoot)) {
    compare(`${name} at its root`, Number(attributeOf(root, name)), found);
  }
  const bySuite = root.children.reduce((sum, suite) => sum + Number(attributeOf(suite, 'skipped')), 0);
  compare('skipped in its suites', bySuite, skipped);
}

/** Undefined if the XML library is missing: a run without it still gets its file. */
function rootOf(text: string): XmlElement | undefined {
  try {
    const parsed = parseXml(text, Infinity);
    if ('root' in parsed) return parsed.root;
    const { message, line = 0 } = parsed.problem;
    throw new ReportDefect(`junit.xml, line ${line}: ${message} Please report this defect of the suite.`);
  } catch (error) {
    if (error instanceof XmlUnavailable) return undefined;
    throw error;
  }
}

function tallyOf(
  cases: readonly XmlElement[],
): Readonly<Record<'tests' | 'failures' | 'errors' | 'skipped', number>> {
  const having = (name: string): number =>
    cases.filter(({ children }) => children.some((child) => child.name === name)).length;
  return {
    tests: cases.length,
    failures: having('failure'),
    errors: having('error'),
    skipped: having('skipped'),
  };
}

function compare(what: string, found: number, expected: number): void {
  if (found === expected) return;
  throw new ReportDefect(
    `junit.xml counts ${found} ${what} and report.json ${expected}. Please report this defect of the suite.`,
  );
}

function attributeOf({ attributes }: Pick<XmlElement, 'attributes'>, name: string): string | undefined {
  return attributes.find((attribute) => attribute.name === name)?.value;
}

function descendants(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.flatMap((child) => (child.name === name ? [child] : descendants(child, name)));
}
