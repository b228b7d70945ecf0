import type { Exchange } from '../../http/exchange/exchange';
import {
  fail,
  inapplicable,
  received,
  shown,
  tolerate,
  unverifiable,
  whyTolerated,
} from '../../oracle/deviation';
import * as oracle from '../../oracle/allowed/allowance';
import { expectRefusal, saidIn } from '../../oracle/response/fault-rules';
import { at } from '../../protocol/access';
import { type Format, label } from '../../protocol/format';
import { challengeOf } from '../../protocol/challenge';
import type { Expectation, Responses } from '../check';
import type { Bindings } from '../sendings/sending';
import { faultFormat, wellFormedFault } from './one-response';

/** The statuses with which a request may be refused. */
export interface Refusal {
  /** In words: `400`, `400 or 401`. */
  readonly expects: string;
  readonly expected: (status: number) => boolean;
  /** What else must hold for a refusal to prove anything; throws a Deviation otherwise. */
  readonly provided?: (answers: Responses) => void;
  /** Statuses that are tolerated with a warning, and why: `E21`, or a clause. */
  readonly tolerated?: { readonly by: string; readonly status: (status: number) => boolean };
}

export function refusal(...statuses: readonly number[]): Refusal {
  return { expects: statuses.join(' or '), expected: (status) => statuses.includes(status) };
}

function refusalWith({ words, include }: oracle.Statuses): Refusal {
  return { expects: words, expected: include };
}

export const isClientError = oracle.clientError.include;

/** Any client error. */
export const clientError = refusalWith(oracle.clientError);

/** A method that the server does not support for the path; any refusal passes (erratum E34; RFC 9110, 15.6.2). */
export const anyRefusal = refusalWith(oracle.anyRefusal);

/** A Content-Type that the server does not know; the status is the one that HTTP has for it (RFC 9110, 15.5.16). */
export const unsupported: Refusal = {
  ...refusal(415),
  tolerated: { by: 'the document does not require it', status: isClientError },
};

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
          message: `The response is ${received(answer)}; expected ${how.expects}, but ${whyTolerated(how.tolerated.by)}.`,
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
            ? `The user does not exist; the request should have been refused; the response is ${received(answer)}.`
            : `The response is ${received(answer)}.`,
        expected: '4xx',
        received: received(answer),
      });
  },
};

/** A refusal is a well-formed fault in the format. */
export function faultInFormat(format: Format): Expectation {
  return {
    expects: `a fault in ${label[format]} that is valid against its schema`,
    judge: (answers) => {
      wellFormedFault.judge(answers);
      faultFormat(format).judge(answers);
    },
  };
}

/** A 401 says how to authenticate (RFC 9110, 15.5.2). */
export const challengedAgain: Expectation = {
  expects: 'a WWW-Authenticate header',
  judge: ({ answer }) => {
    if (answer.status !== 401) inapplicable(`There is no 401 to judge: the response is ${received(answer)}.`);
    if (answer.header('www-authenticate') === undefined)
      fail({ message: 'The 401 has no WWW-Authenticate header.', expected: 'a challenge', received: 'none' });
  },
};

/** Two refusals say the same: status, name and message of the fault, apart from what differs from request to request. */
export const indistinct: Expectation = {
  expects: 'the same status and fault as in the compared response',
  judge: ({ answer, others }) => {
    const says = (refusal: Exchange) => {
      expectRefusal(refusal);
      const fault = refusal.fault();
      return { words: [refusal.status, fault?.name, fault?.message], sense: saidIn(refusal) };
    };
    for (const other of others) {
      const [here, there] = [says(answer), says(other)];
      const sense = ({ words: [status, name], sense: said }: typeof here) => shown([status, name, said]);
      if (sense(here) !== sense(there))
        fail({
          message: 'The two refusals differ, which reveals which user names exist.',
          expected: shown(there.words),
          received: shown(here.words),
        });
    }
  },
};

/** The response holds no token and is not a success. */
export const noToken: Expectation = {
  expects: 'no token in the response',
  judge: ({ answer }) => {
    const reading = answer.writtenIn === 'json' ? answer.json() : undefined;
    const bare = reading && 'content' in reading ? at(reading.content, 'token') : undefined;
    const token =
      at(answer.access(), 'token') ??
      bare ??
      answer.header('x-auth-token') ??
      answer.header('x-subject-token');
    if (token !== undefined || answer.status < 300)
      fail({
        message: 'The first factor alone yields a token.',
        expected: 'no token',
        received: received(answer),
      });
  },
};

/** The refusal of a user whose second factor is due; it differs from the refusal of wrong credentials. */
export const secondFactorDue: Refusal = {
  ...refusal(401),
  provided: ({ answer, others }) => {
    const says = (refused: Exchange) =>
      JSON.stringify([refused.status, refused.fault(), refused.header('www-authenticate')]);
    if (others.some((other) => says(other) === says(answer)))
      unverifiable(
        'This 401 is the same as that of wrong credentials: check the password of accounts.mfaUser, and that the user has a second factor.',
      );
  },
};

/** The session id of a response that may have none, for a request that tries to use it. */
export function sessionIfAny(refusal: Exchange): Bindings {
  const session = challengeOf(refusal.header('www-authenticate'))?.session;
  return { 'session.id': session ?? 'no-session-was-begun' };
}

/** The session id of a challenge, for the request that follows. */
export function sessionOf(challenge: Exchange): Bindings {
  const session = challengeOf(challenge.header('www-authenticate'))?.session;
  return { 'session.id': session ?? unverifiable('The first response has no session id to continue with.') };
}
