import { createRequire } from 'node:module';

/*
 * jest-junit has no types. This declares the part that the project uses.
 */

/** A node for the package `xml`: one member, the name of the element with its content. */
export interface XmlNode {
  /** Attributes alone make an empty element. */
  readonly [element: string]: XmlContent[] | XmlAttributes;
}
export type XmlContent = string | XmlNode | XmlAttributes;
export interface XmlAttributes {
  readonly _attr: Record<string, string | number>;
}

/** One test of Jest's AggregatedResult. */
export interface JestTest {
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

export interface JestResults {
  readonly startTime: number;
  readonly testResults: readonly JestSuite[];
}

type Template = (variables: Readonly<Record<string, string>>) => string;

/** Every option of jest-junit 17 that affects the document. */
interface JestJunitOptions {
  readonly suiteName: string;
  readonly classNameTemplate: Template;
  readonly suiteNameTemplate: Template;
  readonly titleTemplate: Template;
  readonly ancestorSeparator: string;
  readonly usePathForSuiteName: 'true' | 'false';
  readonly addFileAttribute: 'true' | 'false';
  readonly filePathPrefix: string;
  readonly includeConsoleOutput: 'true' | 'false';
  readonly includeShortConsoleOutput: 'true' | 'false';
  readonly reportTestSuiteErrors: 'true' | 'false';
  readonly noStackTrace: 'true' | 'false';
  readonly testCasePropertiesFile: string;
  readonly testCasePropertiesDirectory: string;
  readonly testSuitePropertiesFile: string;
  readonly testSuitePropertiesDirectory: string;
}

const requireHere = createRequire(__filename);
// `xml` is a dependency of jest-junit, so it is resolved from there, wherever a package manager put it.
const requireThere = createRequire(requireHere.resolve('jest-junit'));

const buildJsonResults = requireHere('jest-junit/utils/buildJsonResults') as (
  results: JestResults,
  appDirectory: string,
  options: JestJunitOptions,
) => XmlNode;

const writeXml = requireThere('xml') as (
  document: XmlNode,
  options: { indent: string; declaration: boolean },
) => string;

/**
 * jest-junit's document for the results. Its reporter reads `JEST_JUNIT_*` and the nearest package.json; the builder
 * behind it takes only the options given here. Templates are functions, since a name with `$&` in it would be taken for
 * a pattern, and no properties file has the given name.
 */
export function junitDocument(results: JestResults, suiteName: string, appDirectory: string): XmlNode {
  return buildJsonResults(results, appDirectory, {
    suiteName,
    classNameTemplate: ({ classname = '' }) => classname,
    suiteNameTemplate: ({ displayName = '' }) => displayName,
    titleTemplate: ({ title = '' }) => title,
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
