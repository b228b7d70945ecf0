import { relative } from 'node:path';
import { groupByMessage, type MessageGroup } from '../report/grouping';
import { oneLine } from '../report/printable';
import { quantity, sentence } from '../report/prose';
import type { Report } from '../report/report';
import { unverifiedReasons } from '../report/unverified';
import { verdictWord } from '../report/words';

/** What the output of Jest leaves out: why tests were skipped, the verdict, and where the reports are. */
export function closingWords(report: Report, files: readonly string[], directory: string): string {
  const outOfScope = report.checks.filter(({ status }) => status === 'not-applicable');
  const lines = [
    ...skipped('not verified', unverifiedReasons(report.checks, report.stopped)),
    ...skipped('not applicable', groupByMessage(outOfScope)),
    `${verdictWord(report)}: ${oneLine(report.reason)}`,
    `Reports: ${files.map((file) => oneLine(relative(directory, file))).join(', ')}`,
  ];
  return `\n${lines.join('\n')}\n`;
}

function skipped(word: string, groups: readonly MessageGroup[]): string[] {
  return groups.map(
    ({ message, checks }) =>
      `Skipped, ${word}: ${quantity(checks.length, 'check')}. ${oneLine(sentence(message))}`,
  );
}
