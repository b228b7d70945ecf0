import { challengeOf } from '../../protocol/challenge';
import { isDue } from '../response/challenge-rules';
import { fail } from '../deviation';
import { usernameOf } from '../response/response-rule';
import { about, ofGroups, type RunExchange, type RunJudgement } from './groups';

/** No two challenges have the same session id. */
export function sessionsApart(exchanges: readonly RunExchange[]): RunJudgement[] {
  const sessions = exchanges.flatMap(({ id, request, response }) => {
    const session = challengeOf(response.header('www-authenticate'))?.session.reveal();
    // The response to a wrong passcode may repeat the challenge of its session.
    return session === undefined || session === request.session ? [] : [{ id, session }];
  });
  return ofGroups(
    sessions,
    ({ session }) => session,
    (own) =>
      own.flatMap(({ id }, index) =>
        about(id, 'mfa.session-unique', () => {
          if (index > 0)
            fail({
              message: 'Two challenges have the same session id.',
              expected: 'a different session id for each challenge',
              received: 'the session id of another challenge',
            });
        }),
      ),
  );
}

/** A second factor is due regardless of the form of a login (E31): if one login of a user is challenged, all are. */
export function challengedAlike(exchanges: readonly RunExchange[]): RunJudgement[] {
  const isChallenged = ({ response }: RunExchange) =>
    challengeOf(response.header('www-authenticate')) !== undefined;
  return ofGroups(
    exchanges.filter(isDue),
    (exchange) => usernameOf(exchange) ?? '',
    (own) => {
      const other = own.find(isChallenged);
      return own.flatMap((exchange) =>
        about(exchange.id, 'mfa.challenge', () => {
          if (other && !isChallenged(exchange))
            fail({
              message: `The same login is challenged for a second factor in ${other.id}, but refused here without a session id for the second request (erratum E31).`,
              expected: `401 with WWW-Authenticate: OS-MF sessionId='...', factor='PASSCODE'`,
              received: exchange.response.header('www-authenticate') ?? 'no WWW-Authenticate',
            });
        }),
      );
    },
  );
}
