import type { Level, Profile } from '../../src/contract/requirement';

/** What a check found. `expected-failure` is the business of a baseline, and decided after the run. */
export type CheckStatus = 'passed' | 'failed' | 'warned' | 'not-verified' | 'not-applicable';

/** What one check of one run says. Plain JSON, every secret masked. */
export interface CheckResult {
  /** `<requirement>/<case>`, stable across releases. */
  readonly id: string;
  readonly requirement: string;
  readonly title: string;
  readonly level: Level;
  /** All profiles that the check belongs to: that of its requirement first, then those its request needs. */
  readonly profiles: readonly Profile[];
  /** The spec file, relative to the project: `specs/tenant.spec.ts`. */
  readonly spec: string;
  /** A failed MUST is `failed`; a failed SHOULD or MAY is `warned`, and so is a tolerated deviation. */
  readonly status: CheckStatus;
  /** One sentence: what is wrong, why it could not be verified, or what was noted. Absent on a plain pass. */
  readonly message?: string;
  readonly expected?: string;
  readonly received?: string;
  /** The first path at which the response differs: `access.user.roles[2].name`. */
  readonly path?: string;
  /** The constraint that was broken: `schemas/json/access.json#/$defs/token/properties/id`. */
  readonly schemaLocation?: string;
  readonly durationMs: number;
  /** Ids of the exchanges it rests on, the one judged first. */
  readonly exchanges: readonly string[];
}
