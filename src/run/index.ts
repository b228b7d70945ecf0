import type { CheckDescription } from '../checks/check';
import { loadConfiguration } from '../configuration/load';
import { combinedChecks, declaredChecks, describe } from './selection/declared-checks';
import { generationOf, withEmbeddedAccounts } from './target';

export { defaultFuzz } from './target';
export { mergeShards, NotOneRun } from './merge';
export { run, type RunOptions } from './run';

/** A combination of a run with every account configured: what it combines, and its requests. */
export interface CombinationDescription {
  readonly requirement: string;
  readonly words: string;
}

/**
 * The combinations for a requirement in a run with every account configured; another configuration has others, which
 * `run --dry-run` shows.
 */
export function describeCombinations(requirement: string): readonly CombinationDescription[] {
  const configuration = withEmbeddedAccounts(loadConfiguration({ environment: {}, flags: {} }));
  return combinedChecks(generationOf({ seed: 1 }), configuration)
    .filter((check) => check.requirement.id === requirement)
    .map(({ title }) => ({ requirement, words: title }));
}

/** Every check of the suite, in the order of the specs, without sending anything. */
export function describeChecks(): Promise<readonly CheckDescription[]> {
  return Promise.resolve(declaredChecks().map(describe));
}
