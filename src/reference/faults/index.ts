import type { InjectedFault } from './injected-fault';
import { tenantFaults } from './tenant';

export type { InjectedFault } from './injected-fault';

/** Every fault of the embedded server, in the order of the catalogue's files. */
export const faults: readonly InjectedFault[] = [...tenantFaults];
