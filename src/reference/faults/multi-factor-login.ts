import type { InjectedFault } from './injected-fault';
import { challengeFaults } from './multi-factor-challenge';
import { completionFaults } from './multi-factor-completion';
import { secondFactorRefusalFaults } from './multi-factor-refusals';

/** Faults of the requirements of multi-factor-login.yaml. */
export const multiFactorLoginFaults: readonly InjectedFault[] = [
  ...challengeFaults,
  ...completionFaults,
  ...secondFactorRefusalFaults,
];
