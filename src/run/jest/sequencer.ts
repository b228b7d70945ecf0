import Sequencer from '@jest/test-sequencer';

/** Spec files by name, so that two runs send the same requests in the same order. */
export default class SpecSequencer extends Sequencer {
  override sort<T extends { readonly path: string }>(tests: T[]): T[] {
    return [...tests].sort((a, b) => (a.path < b.path ? -1 : 1));
  }
}
