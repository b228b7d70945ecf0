import type { Reporter, Test } from '@jest/reporters';
import type { TestResult } from '@jest/test-result';
import { Collector } from './evidence';

let collecting: Collector | undefined;

/** The evidence of the spec files that Jest runs from now on goes to this collector. */
export function collectWith(collector: Collector): void {
  collecting = collector;
}

/** Hands the evidence of each spec file on as soon as the file is done. */
export default class EvidenceReporter implements Pick<Reporter, 'onTestResult'> {
  onTestResult(_test: Test, result: TestResult): void {
    collecting?.add(result);
  }
}
