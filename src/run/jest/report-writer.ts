import type { Reporter, Test } from '@jest/reporters';
import type { TestResult } from '@jest/test-result';
import { inProject } from '../../contract/project-root';
import { loadConfiguration } from '../configuration';
import { declaredChecks } from '../declared-checks';
import { reportOn } from '../report-on';
import { writeReports } from '../report/write';
import { openTarget } from '../target';
import { closingWords } from './closing-words';
import { Collector } from './collector';
import { maskerFor } from '../harness';
import { closeSession, currentMasker, currentTarget } from './session';

/** For `npx jest`: writes the reports of `run`, and fails Jest where the run fails although no test did. */
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
    // Each spec file has masked what it found; what was put together of it goes the same way.
    const masker = currentMasker() ?? maskerFor(target.configuration);
    const report = reportOn({ target, selected, evidence, masker, startedAt: this.#startedAt });
    const files = await writeReports(report, inProject('reports'));
    process.stderr.write(closingWords(report, files, process.cwd()));
    closeSession();
    await target.close();
    if (report.exitCode !== 0) this.#error = new Error(report.reason);
  }

  getLastError(): Error | undefined {
    return this.#error;
  }
}
