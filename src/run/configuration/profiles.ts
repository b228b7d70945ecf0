import { profiles, type Profile } from '../../contract/requirement';
import { ConfigurationError } from './configuration-error';
import { nearestName } from './nearest-name';

/** The profiles that `--profile` names, each once and in the order of the contract. */
export function readProfiles(names: readonly string[]): readonly Profile[] {
  const problems = names
    .filter((name) => !profiles.some((profile) => profile === name))
    .map((name) => {
      const meant = nearestName(name, profiles);
      return `--profile ${name} is not a profile${meant ? ` (did you mean ${meant}?)` : ''}; use one of ${profiles.join(', ')}.`;
    });
  if (problems.length > 0) throw new ConfigurationError(problems);
  return profiles.filter((profile) => names.includes(profile));
}
