import { faultBodyFaults } from './fault-bodies';
import { faultHeaderFaults } from './fault-headers';
import { faultPageFaults } from './fault-pages';
import { faultSecretFaults } from './fault-secrets';
import type { InjectedFault } from './injected-fault';

/** Faults of the requirements of faults.yaml. */
export const faultFaults: readonly InjectedFault[] = [
  ...faultBodyFaults,
  ...faultPageFaults,
  ...faultHeaderFaults,
  ...faultSecretFaults,
];
