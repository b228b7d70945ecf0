export { testTimeout } from '../jest/config';

export { hostedSuite, type HostedSection, type HostedSuite, type HostedSuiteOptions } from './suite';

/** The used part of a test, or of a block, in the state of jest-circus. */
interface Entry {
  readonly children?: Entry[];
}

interface State {
  readonly currentDescribeBlock?: Entry;
  readonly currentlyRunningTest?: Entry | null;
}

/**
 * For a `describe` that is being declared: removes all its tests but the running one when there is nothing to test.
 * Jest has no call for that, and would report each test as failed or skipped.
 *
 * @param global the globals of the test file, under which jest-circus keeps its state; another runner does nothing
 */
export function abandoning(global: object): () => void {
  const block = stateOf(global)?.currentDescribeBlock;
  return () => {
    const running = stateOf(global)?.currentlyRunningTest;
    if (block && running) keepOnly(running, block);
  };
}

function stateOf(global: object): State | undefined {
  const key = Object.getOwnPropertySymbols(global).find(
    ({ description }) => description === 'JEST_STATE_SYMBOL',
  );
  return key && (global as Record<symbol, State | undefined>)[key];
}

/** @returns whether the test is this one, or in this block */
function keepOnly(test: Entry, entry: Entry): boolean {
  const { children } = entry;
  if (!children) return entry === test;
  const kept = children.filter((child) => keepOnly(test, child));
  children.splice(0, children.length, ...kept);
  return kept.length > 0;
}
