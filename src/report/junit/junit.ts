import path from 'node:path';
import { printable } from '../../text/printable';
import { groupBy } from '../findings/findings';
import type { Report } from '../report';
import { bodyLimit } from '../wording/exchange-text';
import { omissionText, selectionText } from '../wording/labels';
import { type JunitCase, junitCases, verifyJunit } from './junit-cases';
import { complete, type JestSuite, junitDocument, xmlText } from './junit-library';

/** The root to which jest-junit makes paths relative; any absolute path will do. */
const projectFolder = path.resolve('/');

/** The most bytes of a file: many XML parsers, including that of this project, refuse more than 10 MB. */
const mostBytes = 9_000_000;
/**
 * Characters of a body: the first step that keeps the file small enough is taken; undefined leaves the exchanges out.
 */
const bodySteps: readonly (number | undefined)[] = [bodyLimit, 1024, 0, undefined];

/**
 * The text of junit.xml. It is made from the report, so that both agree under `--strict` and with a baseline, and read
 * back before it is returned.
 *
 * @throws ReportDefect when the file is not well-formed, or its counts differ from the report's
 */
export function toJunit(report: Report): string {
  let text = '';
  for (const bodies of bodySteps) {
    const cases = junitCases(report, bodies);
    if (bodies !== undefined && leastBytes(cases) > mostBytes) continue;
    text = junitText(report, cases);
    if (Buffer.byteLength(text) <= mostBytes) break;
  }
  verifyJunit(text, report);
  return text;
}

/** Bytes that cases take at least: their output, and the names of elements and attributes around it. */
function leastBytes(cases: readonly JunitCase[]): number {
  return cases.reduce((sum, { name, systemOut }) => sum + 300 + name.length + systemOut.length, 0);
}

function junitText(report: Report, cases: readonly JunitCase[]): string {
  const bySpec = [...groupBy(cases, ({ spec }) => spec)];
  const startTime = Date.parse(report.startedAt);
  const suites = bySpec.map(([spec, own]) => jestSuite(spec, own, startTime));
  const results = { startTime, testResults: suites };
  const document = junitDocument(results, printable(titleOf(report)), projectFolder);
  return xmlText(
    complete(
      document,
      bySpec.map(([, own]) => own),
      report.durationMs,
      omissionText(report).map((words) => ['leftOut', words]),
    ),
  );
}

/** A file about some of the checks must not pass for one about all of them. */
function titleOf(report: Report): string {
  const selected = selectionText(report);
  return selected === undefined ? report.suite.name : `${report.suite.name}, ${selected}`;
}

function jestSuite(spec: string, cases: readonly JunitCase[], start: number): JestSuite {
  const title = path.basename(spec).replace(/\..*$/, '');
  const status = { passed: 'passed', failed: 'failed', error: 'error', skipped: 'pending' } as const;
  return {
    testFilePath: path.join(projectFolder, spec),
    displayName: title,
    numPassingTests: count(cases, 'passed'),
    numFailingTests: count(cases, 'failed'),
    numPendingTests: count(cases, 'skipped'),
    perfStats: { start, end: start + cases.reduce((sum, { durationMs }) => sum + durationMs, 0) },
    testResults: cases.map((one) => ({
      ancestorTitles: [title],
      title: one.name,
      status: status[one.outcome],
      duration: one.durationMs,
      failureMessages: one.outcome === 'failed' || one.outcome === 'error' ? [one.detail] : [],
    })),
  };
}

function count(cases: readonly JunitCase[], outcome: JunitCase['outcome']): number {
  return cases.filter((one) => one.outcome === outcome).length;
}
