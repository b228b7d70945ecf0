import type { CheckResult } from '../../../specs/vocabulary/result';
import { sourceOf, type Requirement } from '../../contract/requirement';

/** What Jest prints of a failed check. */
export function failureText(result: CheckResult, requirement: Requirement): string {
  const rows = [
    ['Requirement', `${requirement.statement} (${sourceOf(requirement)})`],
    ['Path', result.path],
    ['Expected', result.expected],
    ['Received', result.received],
    ['Schema', result.schemaLocation],
  ];
  const present = rows.filter(([, text]) => text !== undefined);
  return [result.message, '', ...present.map(([name, text]) => `${name}: ${text}`)].join('\n');
}
