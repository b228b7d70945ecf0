import type { Access } from '../../../src/identity/access';
import type { Expectation } from '../check';
import { fail, tolerate } from '../deviation';
import { accessOf } from './accepted';
import { shown } from './received';

/** What a member is not, with the path at which it is not. */
export interface MemberProblem {
  readonly path: string;
  readonly expected: string;
  readonly value: unknown;
  /** Only a warning, by this erratum. */
  readonly tolerated?: string;
}

/** A rule for a part of the access object, the same for JSON and XML. */
export interface MemberRule {
  /** What holds: `a string that is not empty`. */
  readonly expects: string;
  readonly problem: (access: Access) => MemberProblem | undefined;
}

/** The access object of the answer keeps a rule. */
export function keeps(rule: MemberRule): Expectation {
  return {
    expects: rule.expects,
    judge: ({ answer }) => {
      const problem = rule.problem(accessOf(answer));
      if (problem) failOnMember(problem);
    },
  };
}

/** What a member is not: a failure, or a warning where an erratum tolerates it. */
export function failOnMember({ path, value, expected, tolerated }: MemberProblem): never {
  const message = `${path} is ${shown(value)}; expected is ${expected}.`;
  const finding = { path, expected, received: shown(value) };
  if (tolerated) tolerate({ message: `${message} Erratum ${tolerated} tolerates it.`, ...finding });
  fail({ message, ...finding });
}
