import { relative } from 'node:path';
import type { Reporter, Test } from '@jest/reporters';
import type { TestResult } from '@jest/test-result';
import { loadConfiguration } from '../../configuration/load';
import { inProject } from '../../contract/package-files';
import { groupByMessage, type MessageGroup, unverifiedReasons } from '../../report/findings/findings';
import type { Report } from '../../report/report';
import { verdictLabel } from '../../report/wording/labels';
import { writeReports } from '../../report/write';
import { oneLine } from '../../text/printable';
import { quantity, sentence } from '../../text/prose';
import { reportOn } from '../report-on';
import { declaredChecks } from '../selection/declared-checks';
import { maskerFor, openTarget } from '../target';
import { Collector } from './evidence';
import { closeSession, currentMasker, currentTarget } from './session';

/** For `npx jest`: writes the reports of `run`, and fails Jest if the run fails although no test did. */
export default class ReportWriter implements Pick<
  Reporter,
  'onTestResult' | 'onRunComplete' | 'getLastError'
> {
  readonly #startedAt = new Date();
  readonly #collector = new Collector();
  #error: Error | undefined;

  onTestResult(_test: Test, result: TestResult): void {
    this.#collector.add(result);
  }

  async onRunComplete(): Promise<void> {
    const evidence = this.#collector.all;
    const target =
      currentTarget() ?? (await openTarget(loadConfiguration({ environment: process.env, flags: {} })));
    const ran = new Set(evidence.checks.map(({ id }) => id));
    const selected = declaredChecks().filter(({ id }) => ran.has(id));
    // Each spec file has masked its findings; the merged report is masked again.
    const masker = currentMasker() ?? maskerFor(target.configuration);
    const report = reportOn({ target, selected, evidence, masker, startedAt: this.#startedAt });
    const files = await writeReports(report, inProject('reports'));
    process.stderr.write(closingSummary(report, files, process.cwd()));
    closeSession();
    await target.close();
    if (report.exitCode !== 0) this.#error = new Error(report.reason);
  }

  getLastError(): Error | undefined {
    return this.#error;
  }
}

/** What the output of Jest does not show: why tests were skipped, the verdict, and where the reports are. */
function closingSummary(report: Report, files: readonly string[], directory: string): string {
  const outOfScope = report.checks.filter(({ status }) => status === 'not-applicable');
  const lines = [
    ...skipped('not verified', unverifiedReasons(report.checks, report.stopped)),
    ...skipped('not applicable', groupByMessage(outOfScope)),
    `${verdictLabel(report)}: ${oneLine(report.reason)}`,
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
