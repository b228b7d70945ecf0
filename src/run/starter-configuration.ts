import { neededSendings } from '../../specs/vocabulary/missing-values';
import type { Profile } from '../contract/requirement';
import { needsOf } from '../identity/token-request';
import { configurationTemplate, type Template } from './configuration';
import { declaredChecks } from './declared-checks';

/** A configuration file to begin with, which holds what the checks of some profiles need. */
export function starterConfiguration(profiles: readonly Profile[], baseUrl?: string): Template {
  // A sweep needs what the checks need whose responses it judges.
  const checks = declaredChecks().filter(
    ({ covers, profiles: all }) => !covers && all.every((name) => profiles.includes(name)),
  );
  const sendings = checks.flatMap(neededSendings);
  return configurationTemplate({
    baseUrl,
    profiles,
    needs: new Set(sendings.flatMap(({ request }) => needsOf(request))),
  });
}
