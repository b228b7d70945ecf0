import type { Expectation } from '../check';
import { fail } from '../deviation';
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
