import { createRequire } from 'node:module';
import { printable } from '../../text/printable';
import { ReportDefect } from '../json';
import type { JunitCase } from './junit-cases';

/*
 * jest-junit has no types. This declares the part that the project uses.
 */

/** A node for the package `xml`: one member, the name of the element with its content. */
interface XmlNode {
  /** Attributes alone make an empty element. */
  readonly [element: string]: XmlContent[] | XmlAttributes;
}
type XmlContent = string | XmlNode | XmlAttributes;
interface XmlAttributes {
  readonly _attr: Record<string, string | number>;
}

/** One test of Jest's AggregatedResult. */
interface JestTest {
  readonly ancestorTitles: readonly string[];
  readonly title: string;
  readonly status: 'passed' | 'failed' | 'pending' | 'error';
  /** Milliseconds. */
  readonly duration: number;
  readonly failureMessages: readonly string[];
}

/** One file of Jest's AggregatedResult. */
export interface JestSuite {
  readonly testFilePath: string;
  readonly displayName?: string;
  readonly numPassingTests: number;
  readonly numFailingTests: number;
  readonly numPendingTests: number;
  /** Milliseconds since 1970. */
  readonly perfStats: { readonly start: number; readonly end: number };
  readonly testResults: readonly JestTest[];
}

interface JestResults {
  readonly startTime: number;
  readonly testResults: readonly JestSuite[];
}

type Variables = Readonly<Record<string, string>>;

const requireHere = createRequire(__filename);
// `xml` is a dependency of jest-junit, so it is resolved from there, wherever a package manager put it.
const requireThere = createRequire(requireHere.resolve('jest-junit'));

const buildJsonResults = requireHere('jest-junit/utils/buildJsonResults') as (
  results: JestResults,
  appDirectory: string,
  options: object,
) => XmlNode;

const writeXml = requireThere('xml') as (
  document: XmlNode,
  options: { indent: string; declaration: boolean },
) => string;

/**
 * jest-junit's document for the results. Its reporter reads `JEST_JUNIT_*` and the nearest package.json; the builder
 * behind it takes only the options given here. Templates are functions, since a name with `$&` in it would be taken for
 * a pattern, and no properties file has the given name. All options of jest-junit 17 that affect the document are given.
 */
export function junitDocument(results: JestResults, suiteName: string, appDirectory: string): XmlNode {
  return buildJsonResults(results, appDirectory, {
    suiteName,
    classNameTemplate: ({ classname = '' }: Variables) => classname,
    suiteNameTemplate: ({ displayName = '' }: Variables) => displayName,
    titleTemplate: ({ title = '' }: Variables) => title,
    ancestorSeparator: '.',
    usePathForSuiteName: 'false',
    addFileAttribute: 'true',
    filePathPrefix: '',
    includeConsoleOutput: 'false',
    includeShortConsoleOutput: 'false',
    reportTestSuiteErrors: 'true',
    noStackTrace: 'false',
    testCasePropertiesFile: 'none',
    testCasePropertiesDirectory: __filename,
    testSuitePropertiesFile: 'none',
    testSuitePropertiesDirectory: __filename,
  });
}

/** The document as text, indented, with its declaration. */
export function xmlText(document: XmlNode): string {
  return writeXml(document, { indent: '  ', declaration: true });
}

/**
 * Adds to jest-junit's document what it has no place for: the reasons of skips, messages, properties, the output of
 * single cases, and counts that say how many were skipped.
 *
 * @param suites the cases of each suite, in the order of the document
 * @param durationMs of the whole run
 * @param facts of the whole run; the first suite has them as properties
 * @throws ReportDefect when the document does not have these suites and cases
 */
export function complete(
  document: XmlNode,
  suites: readonly (readonly JunitCase[])[],
  durationMs: number,
  facts: readonly (readonly [string, string])[] = [],
): XmlNode {
  const { attributes, content } = partsOf(document, 'testsuites');
  return {
    testsuites: [
      { _attr: { ...attributes, ...totals(suites.flat()), time: durationMs / 1000 } },
      ...pairs(content, suites).map(([suite, cases], index) =>
        completeSuite(suite, cases, index === 0 ? facts : []),
      ),
    ],
  };
}

function completeSuite(
  suite: XmlContent,
  cases: readonly JunitCase[],
  facts: readonly (readonly [string, string])[],
): XmlNode {
  const { attributes, content } = partsOf(suite, 'testsuite');
  return {
    testsuite: [
      { _attr: { ...attributes, ...totals(cases) } },
      ...propertiesOf(facts),
      ...pairs(content, cases).map(([test, one]) => completeCase(test, one)),
    ],
  };
}

function completeCase(test: XmlContent, one: JunitCase): XmlNode {
  return {
    testcase: [
      { _attr: partsOf(test, 'testcase').attributes },
      ...propertiesOf(Object.entries(one.properties)),
      ...outcomeOf(one),
      ...(one.systemOut ? [{ 'system-out': [one.systemOut] }] : []),
    ],
  };
}

function propertiesOf(facts: readonly (readonly [string, string])[]): readonly XmlNode[] {
  const properties = facts.map(([name, value]) => ({
    property: { _attr: { name, value: printable(value) } },
  }));
  return properties.length > 0 ? [{ properties }] : [];
}

function outcomeOf({ outcome, message, type, detail }: JunitCase): readonly XmlNode[] {
  const line = message.replace(/\s+/g, ' ');
  switch (outcome) {
    case 'passed':
      return [];
    case 'skipped':
      return [{ skipped: { _attr: { message: line } } }];
    case 'failed':
      return [{ failure: [{ _attr: { message: line, type } }, detail] }];
    case 'error':
      return [{ error: [{ _attr: { message: line, type } }, detail] }];
  }
}

function totals(cases: readonly JunitCase[]): Record<'tests' | 'failures' | 'errors' | 'skipped', number> {
  const count = (outcome: JunitCase['outcome']): number =>
    cases.filter((one) => one.outcome === outcome).length;
  return {
    tests: cases.length,
    failures: count('failed'),
    errors: count('error'),
    skipped: count('skipped'),
  };
}

/** The attributes of an element of this name, which jest-junit puts first, and what comes after them. */
function partsOf(
  node: XmlContent,
  name: string,
): { attributes: XmlAttributes['_attr']; content: XmlContent[] } {
  const parts = typeof node === 'object' && name in node ? (node as XmlNode)[name] : undefined;
  if (!Array.isArray(parts)) throw disagreement();
  const [head, ...content] = parts;
  if (typeof head !== 'object' || !isAttributes(head)) throw disagreement();
  return { attributes: head._attr, content };
}

function isAttributes(content: XmlNode | XmlAttributes): content is XmlAttributes {
  return '_attr' in content;
}

function pairs<Item>(
  nodes: readonly XmlContent[],
  items: readonly Item[],
): readonly (readonly [XmlContent, Item])[] {
  if (nodes.length !== items.length) throw disagreement();
  return nodes.flatMap((node, index) => {
    const item = items[index];
    return item === undefined ? [] : [[node, item] as const];
  });
}

function disagreement(): ReportDefect {
  return new ReportDefect(
    'junit.xml: jest-junit wrote a different document than the report requires. Please report this defect of the suite.',
  );
}
