import type { Check } from '../../checks/check';
import { loadCatalogue, retiredChecks, type Profile } from '../../contract/catalogue';
import type { Report } from '../../report/report';
import { ownCommand } from '../../report/wording/labels';
import { nearestName } from '../../text/prose';
import { declaredChecks } from './declared-checks';

/** The selected checks: those of these requirements and those whose ids match; all if neither is given. */
export interface Selection {
  readonly requirements?: readonly string[];
  /** Ids, in which `*` stands for any characters. */
  readonly checks?: readonly string[];
}

/** The selected part of a run, for a report; undefined for a whole run. */
export function selectionOf({
  requirements = [],
  checks = [],
  onlyProfiles = [],
  shard,
}: Selection & {
  readonly onlyProfiles?: readonly Profile[];
  readonly shard?: { readonly index: number; readonly of: number };
}): Report['selection'] {
  const selection = {
    ...(requirements.length > 0 ? { requirements } : {}),
    ...(checks.length > 0 ? { checks } : {}),
    ...(onlyProfiles.length > 0 ? { profiles: onlyProfiles } : {}),
    ...(shard ? { shard: `${shard.index}/${shard.of}` } : {}),
  };
  return Object.keys(selection).length > 0 ? selection : undefined;
}

export function selector({ requirements = [], checks = [] }: Selection): (check: Check) => boolean {
  if (requirements.length === 0 && checks.length === 0) return () => true;
  const patterns = checks.map(patternOf);
  return ({ id, requirement }) =>
    requirements.includes(requirement.id) || patterns.some((pattern) => pattern.test(id));
}

/** An id, in which `*` stands for any characters. */
export function patternOf(glob: string): RegExp {
  const parts = glob.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}

/** How messages name the parts of a selection: `--check `. */
type Labels = Readonly<Record<keyof Selection, string>>;

/**
 * What is wrong with a selection that matches nothing: it would run nothing and look like a pass.
 * @returns one sentence, or undefined
 */
export function selectionProblem(selection: Selection, labels: Labels): string | undefined {
  const { requirements = [], checks = [] } = selection;
  const problems = [
    ...requirements.map((id) => requirementProblem(id, labels)),
    ...(checks.length > 0 ? checkProblems(checks, labels) : []),
  ];
  return problems.find((problem) => problem !== undefined);
}

function requirementProblem(id: string, labels: Labels): string | undefined {
  const catalogue = loadCatalogue().requirements;
  const requirement = catalogue.find((candidate) => candidate.id === id);
  const name = `${labels.requirements}${id}`;
  if (!requirement) {
    const ids = catalogue.map((candidate) => candidate.id);
    return `${name}: there is no such requirement; ${suggestion(id, ids)}`;
  }
  return requirement.excluded
    ? `${name} has no check and cannot be run; ${ownCommand()} explain ${id} says why.`
    : undefined;
}

function checkProblems(patterns: readonly string[], labels: Labels): readonly (string | undefined)[] {
  const ids = declaredChecks().map(({ id }) => id);
  return patterns.map((pattern) => {
    const matches = patternOf(pattern);
    if (ids.some((id) => matches.test(id))) return undefined;
    const successor = retiredChecks().get(pattern);
    if (successor) return `${labels.checks}${pattern}: it was replaced by ${successor}; use that one.`;
    const remedy = ids.some((id) => id.startsWith(`${pattern}/`))
      ? `for all checks of the requirement use ${labels.requirements}${pattern} or ${labels.checks}'${pattern}/*'.`
      : suggestion(pattern, ids);
    return `${labels.checks}${pattern}: no check matches; ${remedy}`;
  });
}

/** `did you mean …?`, or the command that lists the names. */
export function suggestion(name: string, candidates: readonly string[], listing = 'list'): string {
  const meant = nearestName(name, candidates);
  return meant ? `did you mean ${meant}?` : `${ownCommand()} ${listing} shows all.`;
}
