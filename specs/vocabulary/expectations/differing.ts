import type { Exchange } from '../../../src/identity/exchange';
import type { Difference } from '../../../src/identity/parity';
import type { Finding } from '../../../src/oracle/deviation';
import { shown } from '../../../src/oracle/received';

const named = { json: 'JSON', xml: 'XML' } as const;

function nameOf({ writtenIn }: Exchange): string {
  return String(writtenIn && named[writtenIn]);
}

/** What two responses say differently; neither is known to be the right one. */
export function differing(one: Exchange, other: Exchange, { path, left, right }: Difference): Finding {
  const isAcross = one.writtenIn !== other.writtenIn;
  const [who, first, second] = isAcross
    ? ['JSON and XML', nameOf(one), nameOf(other)]
    : ['The responses', 'the response', 'the one compared with'];
  return {
    message: `${who} differ at ${path}: ${first} has ${shown(left)}, ${second} has ${shown(right)}.`,
    path,
    expected: 'the same in both',
    received: `${first}: ${shown(left)}\n${second}: ${shown(right)}`,
  };
}
