/** A failure that is known and accepted. */
export interface BaselineEntry {
  /** The id of a check. */
  readonly check: string;
  /** Why the failure is accepted. */
  readonly reason: string;
  /** What was received when it was accepted, see `receivedClass`; without it, anything is accepted of the check. */
  readonly received?: string;
  /** The last day on which it is, `2027-12-31`, in UTC. */
  readonly until?: string;
  /** Where the entry stands: `baseline.yaml:4:3`. */
  readonly place: string;
}

/** The entries of a baseline file in its order, at most one for a check. */
export type Baseline = readonly BaselineEntry[];
