import type { Harness } from '../../../specs/vocabulary/harness';
import type { CheckResult } from '../../../specs/vocabulary/result';
import { sourceOf, type Requirement } from '../../contract/requirement';
import { remasked } from '../../identity/recorded';
import { evidenceLines } from '../report/evidence';
import { printable } from '../report/printable';
import { failsTheRun } from '../report/failing';
import { statusWord } from '../report/words';

/**
 * What a test says of a check that is not to be called passed: the text of the reports, with a line that repeats the
 * request. A check that does not apply after all says nothing; what it rests on is judged by another.
 */
export function failureOf(
  result: CheckResult,
  requirement: Requirement,
  harness: Harness,
  strict: boolean,
): string | undefined {
  if (result.status !== 'not-verified' && !failsTheRun(result, strict)) return undefined;
  const mask = (text: string) => harness.client.masker.mask(text);
  const record = harness.records.find(({ id }) => id === result.exchanges[0]);
  const word = statusWord(result.status).word;
  const lines = [
    `${word[0]?.toUpperCase()}${word.slice(1)}: ${printable(result.message ?? '')}`,
    '',
    printable(requirement.statement),
    ...evidenceLines(result, sourceOf(requirement), record && remasked(record, harness.client.masker)),
  ];
  return mask(lines.join('\n'));
}
