import type { InjectedFault } from './injected-fault';
import { setupAnswerFaults } from './setup-answer';
import { setupRequestFaults } from './setup-request';

/** Faults of the requirements of multi-factor-setup.yaml. */
export const multiFactorSetupFaults: readonly InjectedFault[] = [...setupRequestFaults, ...setupAnswerFaults];
