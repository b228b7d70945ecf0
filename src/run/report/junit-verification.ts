import { parseXml, XmlUnavailable, type XmlElement } from '../../contract/xml';
import { ReportDefect } from './defect';
import type { Report } from './report';
import { failsTheRun } from './failing';

/** The case of the file that speaks of the run instead of a check has this for its class. */
export const runClass = 'run';

/**
 * Reads junit.xml as its users will, and compares what it says and what it counts with the report.
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

/** Nothing where the XML library is missing: a run without it still gets its file. */
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
