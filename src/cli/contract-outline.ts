import type { CheckDescription } from '../../specs/vocabulary/description';
import { loadCatalogue } from '../contract/catalogue';
import { profiles, type Profile, type Requirement } from '../contract/requirement';
import { describeChecks } from '../run';

/** A requirement and the checks that prove it. */
export interface RequirementOutline {
  readonly requirement: Requirement;
  readonly checks: readonly CheckDescription[];
}

/**
 * The requirements with their checks, as far as they are in scope of the profiles: a check is when all of its
 * profiles are.
 */
export async function outlineContract(scope: readonly Profile[] = profiles): Promise<RequirementOutline[]> {
  const checks = (await describeChecks()).filter((check) =>
    check.profiles.every((profile) => scope.includes(profile)),
  );
  return loadCatalogue()
    .requirements.filter((requirement) => scope.includes(requirement.profile))
    .map((requirement) => ({
      requirement,
      checks: checks.filter((check) => check.requirement === requirement.id),
    }));
}

/** What distinguishes a check from the others of its requirement: its title without the one that stands above it. */
export function caseOf({ title }: CheckDescription, requirement: Requirement): string {
  const above = `${requirement.title}: `;
  return title.startsWith(above) ? title.slice(above.length) : title;
}
