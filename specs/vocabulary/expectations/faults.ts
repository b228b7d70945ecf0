import type { Exchange } from '../../../src/identity/exchange';
import { fail } from '../../../src/oracle/deviation';
import { expectRefusal } from '../../../src/oracle/fault-rules';
import { shown } from '../../../src/oracle/received';
import { saidIn } from '../../../src/oracle/said-in-a-fault';
import type { Expectation } from '../check';

/** A 401 says how to authenticate (RFC 9110, 15.5.2). */
export const challengedAgain: Expectation = {
  expects: 'a WWW-Authenticate header',
  judge: ({ answer }) => {
    expectRefusal(answer);
    if (answer.header('www-authenticate') === undefined)
      fail({ message: 'The 401 has no WWW-Authenticate header.', expected: 'a challenge', received: 'none' });
  },
};

/** Two refusals say the same: status, name and message of the fault, apart from what differs from request to request. */
export const indistinct: Expectation = {
  expects: 'the status and the fault of the response compared with',
  judge: ({ answer, others }) => {
    const says = (refusal: Exchange) => {
      expectRefusal(refusal);
      const fault = refusal.fault();
      return { words: [refusal.status, fault?.name, fault?.message], sense: saidIn(refusal) };
    };
    for (const other of others) {
      const [here, there] = [says(answer), says(other)];
      const sense = ({ words: [status, name], sense: said }: typeof here) => shown([status, name, said]);
      if (sense(here) !== sense(there))
        fail({
          message: 'The two refusals can be told apart, so that a stranger learns which user names exist.',
          expected: shown(there.words),
          received: shown(here.words),
        });
    }
  },
};
