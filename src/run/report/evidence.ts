import { cut, printable } from './printable';
import type { ReportedCheck, ReportedExchange } from './report';

/** Characters of an expected or received value that a report for people shows. */
const valueLimit = 2000;

/** The parts of what a check found, in the order of reading: label and text, both harmless. */
export function evidenceOf(check: ReportedCheck): readonly (readonly [label: string, text: string])[] {
  const parts: readonly (readonly [string, string | undefined])[] = [
    ['expected', check.expected],
    ['received', check.received],
    ['at', check.path],
    ['schema', check.schemaLocation],
  ];
  return parts.flatMap(([label, text]) =>
    text === undefined ? [] : [[label, cut(printable(text), valueLimit)] as const],
  );
}

/** The evidence as lines of plain text, with the place in the document and a line that repeats the request. */
export function evidenceLines(
  check: ReportedCheck,
  source: string,
  judged: ReportedExchange | undefined,
): readonly string[] {
  const parts = [...evidenceOf(check), ...(source ? [['source', source] as const] : [])];
  const indent = ' '.repeat(10);
  return [
    ...parts.map(([label, text]) => `${label}:`.padEnd(10) + text.replace(/\n/g, `\n${indent}`)),
    // Not indented: it is there to be copied.
    ...(judged ? ['repeat:', printable(judged.curl)] : []),
  ];
}
