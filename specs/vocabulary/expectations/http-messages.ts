import type { Expectation } from '../check';
import { fail } from '../../../src/oracle/deviation';
import { accepted } from './accepted';

/** The request is accepted, or refused by a status that HTTP gives to a server that will not read it in this way. */
export function acceptedOr(status: number): Expectation {
  const expects = `200 with an access object, or ${status}`;
  return {
    expects,
    judge: (answers) =>
      answers.answer.status === status
        ? `The server answers ${status}, as HTTP allows it to.`
        : accepted().judge(answers),
  };
}

/** The request is accepted, by an answer that is not in chunks; or its version is refused (erratum E34). */
export const unchunked: Expectation = {
  expects: '200 with an access object, not in chunks; or a refusal of the version',
  judge: (answers) => {
    const coding = answers.answer.header('transfer-encoding');
    if (coding !== undefined)
      fail({
        message: 'A client of HTTP/1.0 is answered in a transfer coding, which it cannot read.',
        expected: 'no Transfer-Encoding',
        received: coding,
      });
    const { status } = answers.answer;
    return status === 505 || (status >= 400 && status < 500)
      ? `The server answers HTTP/1.0 with ${status}, as it may.`
      : accepted().judge(answers);
  },
};

/** The server says that the body is welcome, and accepts it; or it has no such answers, and says 417. */
export const bodyWelcome: Expectation = {
  expects: '100, then 200 with an access object; or 417',
  judge: (answers) => {
    if (answers.answer.bodyUnasked)
      fail({
        message: 'The server keeps a client waiting that asks whether its body is welcome.',
        expected: '100 or a final status',
        received: 'nothing until the body was sent unasked',
      });
    return acceptedOr(417).judge(answers);
  },
};
