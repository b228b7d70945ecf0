import Sequencer from '@jest/test-sequencer';
import { inOrderOfRunning } from '../selection/declared-checks';

/** Spec files in the order of a run, so that two runs send the same requests in the same order. */
export default class SpecSequencer extends Sequencer {
  override sort<T extends { readonly path: string }>(tests: T[]): T[] {
    return [...tests].sort((a, b) => inOrderOfRunning(a.path, b.path));
  }
}
