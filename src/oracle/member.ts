import type { Access } from '../identity/access';
import type { Exchange } from '../identity/exchange';
import { fail, inapplicable, tolerate } from './deviation';
import { elsewhere } from './elsewhere';
import { shown } from './received';
import { accessOf, type ResponseRule } from './response-rule';

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
  /** Whether the part is there that the rule is about; where it is missing, the rule of that part says so. */
  readonly presumes?: (access: Access) => boolean;
  readonly problem: (access: Access) => MemberProblem | undefined;
}

/** The access object of the response keeps a rule. */
export function keepsMember(rule: MemberRule): ResponseRule {
  return { expects: rule.expects, judge: (response) => keepRule(rule, accessOf(response), response) };
}

/**
 * @param response where the access object stands, to say of a missing member where it is instead
 * @throws Deviation where the access object breaks the rule, or has nothing that it could be asked of
 */
export function keepRule(
  { expects, presumes, problem }: MemberRule,
  access: Access,
  response?: Exchange,
): void {
  if (presumes && !presumes(access))
    inapplicable(`There is nothing of which it could be true that ${expects}; another check says so.`);
  const found = problem(access);
  if (found) failOnMember(found, response);
}

/** What a member is not: a failure, or a warning where an erratum tolerates it. */
export function failOnMember(
  { path, value, expected, tolerated }: MemberProblem,
  response?: Exchange,
): never {
  const instead = value === undefined && response ? elsewhere(response, path) : undefined;
  const message =
    value === undefined
      ? `${path} is missing${instead ? ` (${instead})` : ''}; expected ${expected}.`
      : `${path} is ${shown(value)}; expected ${expected}.`;
  const finding = { path, expected, received: shown(value) };
  if (tolerated) tolerate({ message: `${message} Erratum ${tolerated} tolerates it.`, ...finding });
  fail({ message, ...finding });
}
