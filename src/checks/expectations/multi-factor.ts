import type { Exchange } from '../../http/exchange/exchange';
import { fail, received, unverifiable } from '../../oracle/deviation';
import { at } from '../../protocol/access';
import { challengeOf } from '../../protocol/challenge';
import type { Expectation } from '../check';
import type { Bindings } from '../sendings/sending';
import { refusal, type Refusal } from './refused';

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
