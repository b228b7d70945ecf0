import { loadCatalogue } from '../contract/catalogue';
import { describeChecks } from '../run';
import { nearestName } from '../run/configuration';
import { patternOf } from '../run/selection';
import { UsageError } from './usage-error';

/** What `--requirement` and `--check` name. */
export interface Selection {
  readonly requirements: readonly string[];
  readonly checks: readonly string[];
}

/** Refuses a selection that names what there is not: it would run nothing and look like a pass. */
export async function verifySelection({ requirements, checks }: Selection): Promise<void> {
  for (const id of requirements) verifyRequirement(id);
  if (checks.length === 0) return;
  const ids = (await describeChecks()).map((check) => check.id);
  for (const pattern of checks) verifyCheckPattern(pattern, ids);
}

function verifyRequirement(id: string): void {
  const catalogue = loadCatalogue().requirements;
  const requirement = catalogue.find((candidate) => candidate.id === id);
  if (!requirement) {
    const ids = catalogue.map((candidate) => candidate.id);
    throw new UsageError(`--requirement ${id}: there is no such requirement; ${suggestion(id, ids)}`);
  }
  if (requirement.excluded) {
    throw new UsageError(
      `--requirement ${id} has no check and cannot be run; identity-conformance explain ${id} says why.`,
    );
  }
}

function verifyCheckPattern(pattern: string, ids: readonly string[]): void {
  const matches = patternOf(pattern);
  if (ids.some((id) => matches.test(id))) return;
  const remedy = ids.some((id) => id.startsWith(`${pattern}/`))
    ? `for all checks of the requirement use --requirement ${pattern} or --check '${pattern}/*'.`
    : suggestion(pattern, ids);
  throw new UsageError(`--check ${pattern}: no check matches; ${remedy}`);
}

/** `did you mean …?`, or the command that lists the names. */
export function suggestion(name: string, candidates: readonly string[], listing = 'list'): string {
  const meant = nearestName(name, candidates);
  return meant ? `did you mean ${meant}?` : `identity-conformance ${listing} shows all.`;
}
