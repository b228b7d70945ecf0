import { fail } from './deviation';
import { accessOf, type ResponseRule } from './response-rule';

/** The body is UTF-8, with no replacement characters in it. */
export const validUtf8: ResponseRule = {
  expects: 'a body in valid UTF-8',
  judge: (answer) => {
    if (answer.status === 200 && answer.body.toString('utf8').includes('\uFFFD'))
      fail({
        message: 'The body is not valid UTF-8, or lost characters on its way.',
        expected: 'UTF-8',
        received: 'U+FFFD',
      });
    accessOf(answer);
  },
};
