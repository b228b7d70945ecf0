import { label, type Format } from '../../../src/identity/format';
import type { Expectation } from '../check';
import { fail } from '../../../src/oracle/deviation';
import { faultFormat, wellFormedFault } from './one-response';
import { received } from '../../../src/oracle/received';
import { isClientError } from './refused';

/** The document says nothing of the request: acceptance and refusal pass, and which it was is noted. */
export const eitherAnswer: Expectation = {
  expects: '200 or 4xx',
  judge: ({ answer }) => {
    if (answer.status === 200 || isClientError(answer.status)) return `The answer is ${received(answer)}.`;
    return fail({
      message: `The request is answered ${received(answer)}.`,
      expected: '200 or 4xx',
      received: received(answer),
    });
  },
};

/** The request of a user who does not exist is refused, whatever else it holds. */
export const documentedStatus: Expectation = {
  expects: '4xx',
  judge: ({ answer }) => {
    if (answer.failure)
      fail({
        message: `The request is not answered: ${answer.failure}.`,
        expected: '4xx',
        received: 'no answer',
      });
    if (!isClientError(answer.status))
      fail({
        message:
          answer.status < 300
            ? `The user does not exist, and the request is answered ${received(answer)}.`
            : `The request is answered ${received(answer)}.`,
        expected: '4xx',
        received: received(answer),
      });
  },
};

/** A refusal is a well-formed fault in the format. */
export function faultInFormat(format: Format): Expectation {
  return {
    expects: `a fault in ${label[format]}, valid by its schema`,
    judge: (answers) => {
      wellFormedFault.judge(answers);
      faultFormat(format).judge(answers);
    },
  };
}
