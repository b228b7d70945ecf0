import type { Responses, Expectation } from '../check';
import { fail, tolerate } from '../../../src/oracle/deviation';
import { received } from '../../../src/oracle/received';

/** The statuses by which a request may be refused. */
export interface Refusal {
  /** In words: `400`, `400 or 401`. */
  readonly expects: string;
  readonly expected: (status: number) => boolean;
  /** What else must hold of a refusal for it to say anything; it throws a Deviation when it does not. */
  readonly provided?: (answers: Responses) => void;
  /** Statuses that are tolerated with a warning, and by what. */
  readonly tolerated?: { readonly by: string; readonly status: (status: number) => boolean };
}

export function refusal(...statuses: readonly number[]): Refusal {
  return { expects: statuses.join(' or '), expected: (status) => statuses.includes(status) };
}

/** Any client error. */
export const clientError: Refusal = { expects: '4xx', expected: isClientError };

/** A method that the server does not have for the path; any refusal passes (erratum E34; RFC 9110, 15.6.2). */
export const anyRefusal: Refusal = {
  expects: '4xx or 501',
  expected: (status) => isClientError(status) || status === 501,
};

/** A Content-Type that the server does not know; the status is the one that HTTP has for it (RFC 9110, 15.5.16). */
export const unsupported: Refusal = {
  ...refusal(415),
  tolerated: { by: 'the silence of the document', status: isClientError },
};

export function isClientError(status: number): boolean {
  return status >= 400 && status < 500;
}

/** The request is refused in this way; a 2xx or a 5xx is never a refusal. */
export function refused(how: Refusal): Expectation {
  return {
    expects: how.expects,
    judge: (answers) => {
      const { answer } = answers;
      if (how.expected(answer.status)) return how.provided?.(answers);
      const finding = { expected: how.expects, received: received(answer) };
      if (how.tolerated?.status(answer.status))
        tolerate({
          message: `The response is ${received(answer)}; expected ${how.expects}, but ${how.tolerated.by} tolerates this.`,
          ...finding,
        });
      fail({
        message:
          answer.status < 300
            ? `The request should have been refused; the response is ${received(answer)}.`
            : `The response is ${received(answer)}.`,
        ...finding,
      });
    },
  };
}
