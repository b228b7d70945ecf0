import type { RefusalReason } from '../refusal';
import type { InjectedFault } from './injected-fault';

/** Some reasons are refused with the fault of another one. */
export function takenFor(other: RefusalReason, ...reasons: RefusalReason[]): InjectedFault['deviate'] {
  return (standard) => ({
    ...standard,
    faults: {
      ...standard.faults,
      ...Object.fromEntries(reasons.map((reason) => [reason, standard.faults[other]])),
    },
  });
}

/** A reason is refused with its own fault under another status. */
export function refusedWith(status: number, reason: RefusalReason): InjectedFault['deviate'] {
  return (standard) => ({
    ...standard,
    faults: { ...standard.faults, [reason]: { ...standard.faults[reason], status } },
  });
}
