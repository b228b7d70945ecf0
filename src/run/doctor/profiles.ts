import type { Check } from '../../../specs/vocabulary/check';
import { enumeration } from '../../../specs/vocabulary/obstacle';
import type { Profile } from '../../contract/requirement';
import type { AccountName, Configuration } from '../../identity/configuration';
import { quantity } from '../report/prose';
import type { Fact } from './fact';
import type { Scope, ScopedCheck } from './scope';

/** The profiles from the one that asks most of a configuration: a check counts for the first that it belongs to. */
const narrowestFirst: readonly Profile[] = ['mfa-setup', 'mfa', 'rcn', 'api-key', 'xml', 'core'];

/**
 * Whether each profile in scope can be tested, and what to configure for it.
 *
 * @param failing accounts whose login does not give what it should
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
  // What core lacks as well is lacking whether the profile is left out or not.
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
