import type { Check } from '../checks/check';
import { combinationsSpec } from '../checks/combinations';
import { enumeration, missingValues, neededSendings, obstacleTo } from '../checks/sendings/obstacle';
import { keyOf, type Sending } from '../checks/sendings/sending';
import type { Configuration } from '../configuration/configuration';
import type { Profile } from '../contract/catalogue';
import { needsOf } from '../http/token-request';
import type { AccountName } from '../protocol/account';
import { quantity } from '../text/prose';
import type { Fact } from './fact';

/** A check in scope, and what the configuration lacks for it. */
interface ScopedCheck {
  readonly check: Check;
  /** Paths, `accounts.user.password`; none for a check that can run. */
  readonly missing: readonly string[];
  /** Paths of what it needs, there or not. */
  readonly needs: readonly string[];
}

/** The checks in scope, before anything is sent. */
export interface Scope {
  /** Without the sweeps, which send nothing of their own. */
  readonly checks: readonly ScopedCheck[];
  /** The number of sweeps with requests in scope. */
  readonly sweeps: number;
  /** Whether requests will be generated in addition to those. */
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

/** The profiles, the most demanding first: a check counts for the first that it belongs to. */
const narrowestFirst: readonly Profile[] = ['mfa-setup', 'mfa', 'rcn', 'api-key', 'xml', 'core'];

/**
 * Whether each profile in scope can be tested, and what to configure for it.
 *
 * @param failing accounts whose login does not have the expected result
 * @param reached whether the server could be asked at all
 */
export function profileFacts(
  { checks }: Scope,
  configuration: Configuration,
  failing: ReadonlySet<AccountName>,
  reached: boolean,
): Fact[] {
  const of = (profile: Profile) => checks.filter(({ check }) => narrowest(check) === profile);
  const lackedByCore = missingFor(of('core'));
  return configuration.profiles.map((name) => ({
    name,
    ...(lack(name, of(name), lackedByCore) ?? testability(of(name), failing, reached)),
  }));
}

function narrowest({ profiles }: Check): Profile | undefined {
  return narrowestFirst.find((profile) => profiles.includes(profile));
}

function missingFor(checks: readonly ScopedCheck[]): string[] {
  return [...new Set(checks.flatMap(({ missing }) => missing))];
}

function lack(
  profile: Profile,
  checks: readonly ScopedCheck[],
  lackedByCore: readonly string[],
): Omit<Fact, 'name'> | undefined {
  const missing = missingFor(checks);
  if (missing.length === 0) return undefined;
  const lacking = checks.filter((check) => check.missing.length > 0).length;
  // Values that core lacks too are missing whether or not the profile is left out.
  const optional = missing.some((path) => !lackedByCore.includes(path));
  return {
    status: 'problem',
    detail: `${lacking} of ${quantity(checks.length, 'check')} cannot be verified`,
    remedy: `Configure ${enumeration([...missing].sort())}${optional ? `, or leave out the profile ${profile}` : ''}.`,
  };
}

function testability(
  checks: readonly ScopedCheck[],
  failing: ReadonlySet<AccountName>,
  reached: boolean,
): Omit<Fact, 'name'> {
  const all = quantity(checks.length, 'check');
  const broken = [...failing].filter((account) =>
    checks.some(({ needs }) => needs.includes(`accounts.${account}.username`)),
  );
  if (broken.length > 0) {
    const names = enumeration(broken.map((account) => `accounts.${account}`));
    return { status: 'problem', detail: `${all}, some of which depend on ${names}: see there` };
  }
  return reached
    ? { status: 'ok', detail: `testable, ${all}` }
    : { status: 'unknown', detail: `${all}, all of them configured` };
}
