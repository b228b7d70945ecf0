import type { Check } from '../../../specs/vocabulary/check';
import { combinationsSpec } from '../../../specs/vocabulary/combinations';
import { missingValues, neededSendings } from '../../../specs/vocabulary/missing-values';
import { obstacleTo } from '../../../specs/vocabulary/obstacle';
import { keyOf, type Sending } from '../../../specs/vocabulary/sending';
import type { Profile } from '../../contract/requirement';
import type { Configuration } from '../../identity/configuration';
import { needsOf } from '../../identity/token-request';

/** A check in scope, and what the configuration lacks for it. */
export interface ScopedCheck {
  readonly check: Check;
  /** Paths, `accounts.user.password`; none for a check that can run. */
  readonly missing: readonly string[];
  /** Paths of what it needs, there or not. */
  readonly needs: readonly string[];
}

/** What the checks in scope come to before anything is sent. */
export interface Scope {
  /** Without the sweeps, which send nothing of their own. */
  readonly checks: readonly ScopedCheck[];
  /** Sweeps, some of whose requests are in scope. */
  readonly sweeps: number;
  /** Whether requests will be generated beside those. */
  readonly generates: boolean;
  /** The distinct sendings of the checks that can run, in the order of the specs. */
  readonly sendings: readonly Sending[];
  /** The combinations that can be sent. */
  readonly combined: readonly Check[];
}

/** The checks in scope of a configuration, as the harness would take them. */
export function scopeOf(checks: readonly Check[], configuration: Configuration): Scope {
  const inScope = (profiles: readonly Profile[]) =>
    profiles.every((profile) => configuration.profiles.includes(profile));
  const scoped = (check: Check): ScopedCheck => ({
    check,
    missing: missingValues(check, configuration),
    needs: neededSendings(check).flatMap(({ request }) => needsOf(request)),
  });
  const single = checks.filter(({ covers, profiles }) => !covers && inScope(profiles)).map(scoped);
  const covered = [...new Set(checks.flatMap(({ covers }) => covers ?? []))].filter(
    (check) => !checks.includes(check) && inScope(check.profiles),
  );
  const runnable = [...single, ...covered.map(scoped)].filter(
    ({ check }) => !check.generate && !obstacleTo(check, configuration),
  );
  const sendings = new Map(
    runnable.flatMap(({ check }) => neededSendings(check)).map((sending) => [keyOf(sending), sending]),
  );
  const sweeps = checks.filter(
    (check) => check.covers && obstacleTo(check, configuration)?.status !== 'not-applicable',
  );
  const generates = single.some(({ check }) => check.generate);
  const combined = runnable.map(({ check }) => check).filter(({ spec }) => spec === combinationsSpec);
  return { checks: single, sweeps: sweeps.length, generates, sendings: [...sendings.values()], combined };
}
