import { label, type Format } from '../../../src/identity/format';
import type { Expectation } from '../check';
import { fail } from '../deviation';
import { faultFormat, wellFormedFault } from './faults';
import { received } from './received';
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

/** The answer is one that the document, or HTTP for bodies of any kind, knows: 200 or a client error. */
export const documentedStatus: Expectation = {
  expects: '200 or 4xx',
  judge: ({ answer }) => {
    if (answer.failure)
      fail({
        message: `The request is not answered: ${answer.failure}.`,
        expected: '200 or 4xx',
        received: 'no answer',
      });
    if (answer.status !== 200 && !isClientError(answer.status))
      fail({
        message: `The request is answered ${received(answer)}.`,
        expected: '200 or 4xx',
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
