import type { Fault } from '../answer/faults';
import type { Behaviour } from '../behaviour';
import type { RefusalReason } from '../refusal';

/** The behaviour with another status, name or message for the fault of one reason. */
export function withFault(standard: Behaviour, reason: RefusalReason, change: Partial<Fault>): Behaviour {
  return withFaults(standard, (fault, of) => (of === reason ? { ...fault, ...change } : fault));
}

/** The behaviour with the fault of every reason changed. */
export function withFaults(
  standard: Behaviour,
  change: (fault: Fault, reason: RefusalReason) => Fault,
): Behaviour {
  const reasons = Object.keys(standard.faults) as RefusalReason[];
  const faults = Object.fromEntries(
    reasons.map((reason) => [reason, change(standard.faults[reason], reason)]),
  ) as Behaviour['faults'];
  return { ...standard, faults };
}
