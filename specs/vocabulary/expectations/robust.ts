import { label, type Format } from '../../../src/identity/format';
import type { Expectation } from '../check';
import { fail } from '../../../src/oracle/deviation';
import { faultFormat, wellFormedFault } from './one-response';
import { received } from '../../../src/oracle/received';
import { isClientError } from './refused';

/** The document says nothing about the request: acceptance and refusal both pass, and the report notes which it was. */
export const eitherResponse: Expectation = {
  expects: '200 or 4xx',
  judge: ({ answer }) => {
    if (answer.status === 200 || isClientError(answer.status)) return `The response is ${received(answer)}.`;
    return fail({
      message: `The response is ${received(answer)}.`,
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
        message: `The server did not respond: ${answer.failure}.`,
        expected: '4xx',
        received: 'no response',
      });
    if (!isClientError(answer.status))
      fail({
        message:
          answer.status < 300
            ? `The user does not exist; the request should have been refused, and the response is ${received(answer)}.`
            : `The response is ${received(answer)}.`,
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
