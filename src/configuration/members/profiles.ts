import { profiles, type Profile } from '../../contract/requirement';
import { ConfigurationError } from '../configuration-error';
import { nearestName } from '../../text/prose';

/**
 * The named profiles, without duplicates and in the order of the contract.
 * @param place where they were configured, for error messages
 * @throws ConfigurationError for an unknown profile
 */
export function readProfiles(names: readonly string[], place = '--profile '): readonly Profile[] {
  const problems = names
    .filter((name) => !profiles.some((profile) => profile === name))
    .map((name) => {
      const meant = nearestName(name, profiles);
      return `${place}${name} is not a profile${meant ? ` (did you mean ${meant}?)` : ''}; use one of ${profiles.join(', ')}.`;
    });
  if (problems.length > 0) throw new ConfigurationError(problems);
  return profiles.filter((profile) => names.includes(profile));
}
