import type { Access } from '../../../src/identity/access';
import type { Responses, Expectation } from '../check';
import { fail, unverifiable } from '../../../src/oracle/deviation';
import { received } from '../../../src/oracle/received';

/** What is asked of an access object beside that it is there. */
export interface Also {
  readonly expects: string;
  readonly judge: (access: Access, answers: Responses) => void;
}

/** The response is a 200 with an access object, of which `also` may ask for more. */
export function accepted(also?: Also): Expectation {
  const expects = `200 with an access object${also ? `, ${also.expects}` : ''}`;
  return {
    expects,
    judge: (answers) => {
      const { answer } = answers;
      const access = answer.status === 200 ? answer.access() : undefined;
      if (!access)
        fail({
          message: `A valid request should have been accepted; the response is ${received(answer)}.`,
          expected: expects,
          received: received(answer),
        });
      also?.judge(access, answers);
    },
  };
}

/** The right login after failed login attempts; locking the account for them is legal, and hides the rest (erratum E39). */
export const acceptedUnlessLocked: Expectation = {
  expects: '200 with an access object',
  judge: (answers) => {
    const { status } = answers.answer;
    if ([401, 403, 423, 429].includes(status))
      unverifiable(
        `The account is locked after the failed login attempts (${status}), as a server may decide.`,
      );
    return accepted().judge(answers);
  },
};

/** The response is a 200, whatever the body. */
export const status200: Expectation = {
  expects: '200',
  judge: ({ answer }) => {
    if (answer.status !== 200)
      fail({
        message: `A valid request should have been accepted; the response is ${received(answer)}.`,
        expected: '200',
        received: received(answer),
      });
  },
};
