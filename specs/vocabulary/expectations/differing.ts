import type { Exchange } from '../../../src/identity/exchange';
import type { Difference } from '../../../src/identity/parity';
import type { Finding } from '../../../src/oracle/deviation';
import { shown } from '../../../src/oracle/received';

const named = { json: 'JSON', xml: 'XML' } as const;

/** What two responses say differently; neither is known to be the right one. */
export function differing(one: Exchange, other: Exchange, { path, left, right }: Difference): Finding {
  const names = [one, other].map(({ writtenIn }) => writtenIn && named[writtenIn]);
  const [first = 'the response', second = 'the one compared with'] =
    names[0] === names[1] ? [] : [`${names[0]}`, `${names[1]}`];
  const who = names[0] === names[1] ? 'The responses' : 'JSON and XML';
  return {
    message: `${who} differ at ${path}: ${first} has ${shown(left)}, ${second} has ${shown(right)}.`,
    path,
    expected: 'the same in both',
    received: `${first}: ${shown(left)}\n${second}: ${shown(right)}`,
  };
}
