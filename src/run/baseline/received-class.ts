import type { ReportedCheck } from '../report/report';

type Found = Pick<ReportedCheck, 'message' | 'received'>;

/**
 * What was received in the place of what was expected, as a baseline notes it: a status such as `401` where the check
 * is about the status, `no answer`, or `shape` where something in the response is not as it should be.
 */
export function receivedClass({ message = '', received = '' }: Found): string {
  const status = /^(\d{3})(?: with |$)/.exec(received)?.[1];
  if (status !== undefined) return status;
  return /\bno (?:answer|response)\b/i.test(message) ? 'no answer' : 'shape';
}

/** How what is received now differs from what was accepted; undefined where it is the same. */
export function comparedWith(accepted: string, found: Found): string | undefined {
  const now = receivedClass(found);
  if (now === accepted) return undefined;
  const relation =
    gravity(now) > gravity(accepted) ? 'worse than accepted' : 'which differs from what was accepted';
  return `The baseline accepts ${nameOf(accepted)}; received is ${nameOf(now)}, ${relation}.`;
}

/** Letting somebody in who should have been refused is worse than an error, and that is worse than another refusal. */
function gravity(received: string): number {
  if (received.startsWith('2')) return 3;
  return received.startsWith('5') || received === 'no answer' ? 2 : 1;
}

function nameOf(received: string): string {
  return received === 'shape' ? 'a response of a different shape' : received;
}
