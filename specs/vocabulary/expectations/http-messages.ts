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
        ? `The server responds with ${status}, as HTTP allows.`
        : accepted().judge(answers),
  };
}

/** The request is accepted, by a response that is not in chunks; or its version is refused (erratum E34). */
export const unchunked: Expectation = {
  expects: '200 with an access object, not in chunks; or a refusal of the version',
  judge: (answers) => {
    const coding = answers.answer.header('transfer-encoding');
    if (coding !== undefined)
      fail({
        message: 'The response to an HTTP/1.0 client has a transfer coding, which such a client cannot read.',
        expected: 'no Transfer-Encoding',
        received: coding,
      });
    const { status } = answers.answer;
    return status === 505 || (status >= 400 && status < 500)
      ? `The server responds to HTTP/1.0 with ${status}, as it may.`
      : accepted().judge(answers);
  },
};

/** The server sends 100 and accepts the body; or it does not support Expect, and says 417. */
export const bodyWelcome: Expectation = {
  expects: '100, then 200 with an access object; or 417',
  judge: (answers) => {
    if (answers.answer.bodyUnasked)
      fail({
        message: 'The server keeps a client waiting that sent Expect: 100-continue.',
        expected: '100 or a final status',
        received: 'nothing until the body was sent',
      });
    return acceptedOr(417).judge(answers);
  },
};
