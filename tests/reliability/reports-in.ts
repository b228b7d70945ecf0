import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DOMParser } from '@xmldom/xmldom';
import { violationsOf } from '../../src/report/json';
import type { Report } from '../../src/report/report';

/** `whole`: all four, each well-formed and of one run; `none`: no file at all; otherwise what is wrong. */
export type Reports = 'whole' | 'none' | `broken: ${string}`;

const names = ['junit.xml', 'report.html', 'report.json', 'summary.md'];

/** What a directory holds of the reports of one run. */
export function reportsIn(directory: string): Reports {
  if (!existsSync(directory) || !statSync(directory).isDirectory()) return 'none';
  const entries = readdirSync(directory, { withFileTypes: true });
  const found = entries.flatMap((entry) => (entry.isFile() ? [entry.name] : [])).sort();
  if (found.length === 0) return 'none';
  if (found.join() !== names.join()) return `broken: ${found.join(', ')} were found`;
  const text = (name: string) => readFileSync(join(directory, name), 'utf8');
  const report = JSON.parse(text('report.json')) as Report;
  const [violation] = violationsOf(report);
  if (violation !== undefined) return `broken: report.json ${violation}`;
  const cases = casesIn(text('junit.xml'));
  // What ended the run early is a case of its own.
  const expected = report.checks.length + (report.stopped ? 1 : 0);
  if (cases !== expected && report.checks.length > 0)
    return `broken: junit.xml has ${cases} cases of ${report.checks.length} checks`;
  if (!text('report.html').trimEnd().endsWith('</html>')) return 'broken: report.html ends early';
  for (const name of ['report.html', 'summary.md'])
    if (/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/.test(text(name)))
      return `broken: ${name} holds control characters`;
  return 'whole';
}

function casesIn(junit: string): number {
  const problems: string[] = [];
  const onError = (_level: string, message: string) => {
    // A warning: U+FFFD is what a lone surrogate of a response is shown as.
    if (!message.startsWith('Unicode replacement character')) problems.push(message);
  };
  const document = new DOMParser({ onError }).parseFromString(junit, 'text/xml');
  if (problems[0] !== undefined) throw new Error(`junit.xml is not well-formed: ${problems[0]}`);
  return document.getElementsByTagName('testcase').length;
}

/** The files of a directory by their names; none where it is missing. */
export function textsIn(directory: string): Record<string, string> {
  if (!existsSync(directory)) return {};
  const names = readdirSync(directory);
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(directory, name), 'utf8')]));
}
