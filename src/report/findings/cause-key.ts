import { isKnownFault } from '../../protocol/fault';
import type { ReportedCheck } from '../report';

/** A key that is equal for checks that find the same deviation. */
export function keyOf(check: ReportedCheck): string {
  const { path, requirement, message = '', expected, received } = check;
  const kind = isMissing(check) ? 'missing' : 'wrong';
  const isOfFault = /(?:^|\.)fault(?:\.|$)/.test(requirement);
  if (path !== undefined) return `${kind} ${placeOf(path, isOfFault)}`;
  const text = expected === undefined ? withoutExample(message) : `${expected} ${received}`;
  const withoutValues = text.replace(/"[^"]*"|\d{4}-\d\d-\S*/g, '');
  return `${requirement} ${isOfFault ? withoutFaults(withoutValues) : withoutValues}`;
}

/** Without statuses and the names of faults: whatever is wrong with all faults has one cause. */
function withoutFaults(text: string): string {
  return text.replace(/\w+/g, (word) =>
    /^[45]\d\d$/.test(word) || isKnownFault({ name: word }) ? '' : word,
  );
}

function isMissing({ message = '', expected, received }: ReportedCheck): boolean {
  return (
    expected === 'nothing' ||
    received === 'nothing' ||
    /\b(?:missing|nothing)\b/.test(withoutExample(message))
  );
}

/** Without the example of a check over every exchange, whose name has words of its own. */
export function withoutExample(message: string): string {
  return message.replace(/ (?:It (?:also )?shows|Seen) in .*$/s, '');
}

/**
 * A path without list positions and the name of a fault, and with XML notation changed to that of JSON.
 *
 * @param isOfFault whether it begins with the name of a fault, known or not
 */
function placeOf(path: string, isOfFault: boolean): string {
  return path
    .replace(/\[\d+\]/g, '[]')
    .replace(/^\/|@/g, '')
    .replaceAll('/', '.')
    .replace(/^[^.]+/, (name) => (isOfFault || isKnownFault({ name }) ? 'fault' : name));
}
