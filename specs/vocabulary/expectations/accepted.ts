import type { Access } from '../../../src/identity/access';
import type { Exchange } from '../../../src/identity/exchange';
import type { Answers, Expectation } from '../check';
import { fail, unverifiable } from '../deviation';
import { received } from './received';

/** What is asked of an access object beside that it is there. */
export interface Also {
  readonly expects: string;
  readonly judge: (access: Access, answers: Answers) => void;
}

/** The request is answered 200 with an access object, of which `also` may ask for more. */
export function accepted(also?: Also): Expectation {
  const expects = `200 with an access object${also ? `, ${also.expects}` : ''}`;
  return {
    expects,
    judge: (answers) => {
      const { answer } = answers;
      const access = answer.status === 200 ? answer.access() : undefined;
      if (!access)
        fail({
          message: `A valid request is answered ${received(answer)}.`,
          expected: expects,
          received: received(answer),
        });
      also?.judge(access, answers);
    },
  };
}

/** The request is answered 200, whatever the body. */
export const status200: Expectation = {
  expects: '200',
  judge: ({ answer }) => {
    if (answer.status !== 200)
      fail({
        message: `A valid request is answered ${received(answer)}.`,
        expected: '200',
        received: received(answer),
      });
  },
};

/** The access object of an answer that is judged for its content; its absence is another check's failure. */
export function accessOf(answer: Exchange): Access {
  const access = answer.status === 200 ? answer.access() : undefined;
  return access ?? unverifiable(`There is no access object to judge: the answer is ${received(answer)}.`);
}
