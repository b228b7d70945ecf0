import type { CheckDescription } from '../../specs/vocabulary/description';
import { declaredChecks, describe } from './declared-checks';

export { examine, type Examination } from './doctor';
export type { Progress } from './progress';
export { starterConfiguration } from './starter-configuration';
export { dryRun } from './dry-run';
export { defaultFuzz } from './harness';
export { mergeShards, NotOneRun } from './merge';
export { run, type RunOptions } from './run';

/** Every check of the suite, in the order of the specs, without sending anything. */
export function describeChecks(): Promise<readonly CheckDescription[]> {
  return Promise.resolve(declaredChecks().map(describe));
}
