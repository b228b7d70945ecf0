import { fail, received, unverifiable } from '../../oracle/deviation';
import type { Access } from '../../protocol/access';
import type { Expectation, Responses } from '../check';

/** What an access object must satisfy besides being present. */
export interface Also {
  readonly expects: string;
  readonly judge: (access: Access, answers: Responses) => void;
}

/** The response is a 200 with an access object that satisfies `also`. */
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

/** A valid login after failed login attempts; the server may lock the account, and then nothing is verified (erratum E39). */
export const acceptedUnlessLocked: Expectation = {
  expects: '200 with an access object',
  judge: (answers) => {
    const { status } = answers.answer;
    if ([401, 403, 423, 429].includes(status))
      unverifiable(
        `The account is locked after the failed login attempts (${status}), which a server may decide.`,
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

/** The request is accepted, or refused with the status that HTTP has for a server that does not support it. */
export function acceptedOr(status: number): Expectation {
  const expects = `200 with an access object, or ${status}`;
  return {
    expects,
    judge: (answers) =>
      answers.answer.status === status
        ? `The server responds with ${status}, which HTTP allows.`
        : accepted().judge(answers),
  };
}

/** The request is accepted with a response that is not chunked, or its HTTP version is refused (erratum E34). */
export const unchunked: Expectation = {
  expects: '200 with an access object, not chunked; or a refusal of HTTP/1.0',
  judge: (answers) => {
    const coding = answers.answer.header('transfer-encoding');
    if (coding !== undefined)
      fail({
        message:
          'The response to an HTTP/1.0 client has a Transfer-Encoding, which such a client cannot read.',
        expected: 'no Transfer-Encoding',
        received: coding,
      });
    const { status } = answers.answer;
    return status === 505 || (status >= 400 && status < 500)
      ? `The server refuses HTTP/1.0 with ${status}, which it may.`
      : accepted().judge(answers);
  },
};

/** The server sends 100 and accepts the body; or it does not support Expect, and responds with 417. */
export const bodyWelcome: Expectation = {
  expects: '100, then 200 with an access object; or 417',
  judge: (answers) => {
    if (answers.answer.bodyUnasked)
      fail({
        message: 'The server sends no response until a client that sent Expect: 100-continue sends the body.',
        expected: '100 or a final status',
        received: 'no response until the body was sent',
      });
    return acceptedOr(417).judge(answers);
  },
};
