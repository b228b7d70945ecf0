import type { Expectation } from '../check';
import { fail } from '../deviation';
import { received } from './received';

/** No answer is a 5xx. */
export const noServerError: Expectation = {
  expects: 'no 5xx',
  judge: ({ answer, others }) => {
    const failing = [answer, ...others].filter(({ status }) => status >= 500);
    const [first] = failing;
    if (!first) return;
    const more = failing.length > 1 ? `, and ${failing.length - 1} more` : '';
    fail({
      message: `A request causes a server error: ${first.id}${more}.`,
      expected: 'no 5xx',
      received: received(first),
      exchange: first.id,
    });
  },
};
