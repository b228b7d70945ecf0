import { firstDifference } from '../../../src/identity/parity';
import { fail } from '../../../src/oracle/deviation';
import { setupTokenToJudge } from '../../../src/oracle/setup-rules';
import type { Expectation } from '../check';
import { differing } from './differing';

/** Two setup responses say the same about the token. */
export const setupAgreeing: Expectation = {
  expects: 'the same token as in the response compared with',
  judge: ({ answer, others }) => {
    for (const other of others) {
      const difference = firstDifference(setupTokenToJudge(answer), setupTokenToJudge(other), 'access.token');
      if (difference) fail(differing(answer, other, difference));
    }
  },
};
