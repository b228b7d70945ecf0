import type { InjectedFault } from './injected-fault';
import { parityAccessFaults } from './parity-access';
import { parityCatalogueFaults } from './parity-catalogue';
import { parityRefusalFaults } from './parity-refusals';

/** Faults of the requirements of parity.yaml. */
export const parityFaults: readonly InjectedFault[] = [
  ...parityAccessFaults,
  ...parityCatalogueFaults,
  ...parityRefusalFaults,
];
