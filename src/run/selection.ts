import type { Check } from '../../specs/vocabulary/check';

/** Which checks are wanted: those of these requirements and those whose ids match; all where neither is named. */
export interface Selection {
  readonly requirements?: readonly string[];
  /** Ids, in which `*` stands for any characters. */
  readonly checks?: readonly string[];
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
