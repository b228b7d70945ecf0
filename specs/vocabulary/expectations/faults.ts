import type { Exchange } from '../../../src/identity/exchange';
import { fail } from '../../../src/oracle/deviation';
import { expectRefusal } from '../../../src/oracle/fault-rules';
import { shown } from '../../../src/oracle/received';
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

/** Two refusals say the same: status, name and message of the fault. */
export const indistinct: Expectation = {
  expects: 'the status and the fault of the response compared with',
  judge: ({ answer, others }) => {
    const says = (refusal: Exchange) => {
      expectRefusal(refusal);
      const fault = refusal.fault();
      return shown([refusal.status, fault?.name, fault?.message]);
    };
    for (const other of others)
      if (says(answer) !== says(other))
        fail({
          message: 'The two refusals differ, which lets a stranger find out which user names exist.',
          expected: says(other),
          received: says(answer),
        });
  },
};
