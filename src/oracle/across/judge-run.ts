import { at } from '../../protocol/access';
import { challengeOf } from '../../protocol/challenge';
import { Secret } from '../../protocol/secret';
import { credentialsOf } from '../auth-request';
import { fail, shown, tolerate } from '../deviation';
import { isDue } from '../response/challenge-rules';
import { usernameOf } from '../response/response-rule';
import {
  about,
  grouped,
  type Login,
  mostFrequent,
  ofGroups,
  type RunExchange,
  type RunJudgement,
} from './groups';
import { countedAmong, guessOf } from './guessable-tokens';
import { accessGranted } from './same-access';
import { tenantsAsAsked, tenantsOfOthers } from './tenants';

/** No two challenges have the same session id. */
function sessionsApart(exchanges: readonly RunExchange[]): RunJudgement[] {
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
function challengedAlike(exchanges: readonly RunExchange[]): RunJudgement[] {
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

export type { RunExchange, RunJudgement } from './groups';

/** Judges what must hold across the exchanges of a run: ids are unique, and the same login gets the same access. */
export function judgeRun(exchanges: readonly RunExchange[]): RunJudgement[] {
  const logins = exchanges.flatMap((exchange) => loginIn(exchange) ?? []);
  return [
    ...oneIdEach(logins),
    ...noSharedId(logins),
    ...tokensApart(logins),
    ...opaqueTokens(logins),
    ...accessGranted(logins),
    ...sessionsApart(exchanges),
    ...challengedAlike(exchanges),
    ...tenantsAsAsked(logins),
    ...tenantsOfOthers(logins),
  ];
}

function loginIn(exchange: RunExchange): Login | undefined {
  const { response } = exchange;
  const username = usernameOf(exchange);
  const access = response.status === 200 ? response.access() : undefined;
  if (!access || username === undefined) return undefined;
  const id = at(access, 'token', 'id');
  return {
    exchange,
    username,
    access: () => response.access() ?? {},
    userId: at(access, 'user', 'id'),
    tokenId: id instanceof Secret && id.reveal() !== '' ? id.reveal() : undefined,
    tenantId: at(access, 'token', 'tenant', 'id'),
  };
}

/** One name has one id in all responses of a run (E33). */
function oneIdEach(logins: readonly Login[]): RunJudgement[] {
  const told = logins.filter(({ userId }) => typeof userId === 'string');
  return ofGroups(
    told,
    ({ username }) => username,
    (own) => {
      const usual = mostFrequent(own.map(({ userId }) => String(userId)));
      return own.flatMap(({ exchange, userId }) =>
        about(exchange.id, 'user.same', () => {
          if (userId !== usual)
            fail({
              message: 'The same user name has two ids.',
              path: 'access.user.id',
              expected: shown(usual),
              received: shown(userId),
            });
        }),
      );
    },
  );
}

/** Two names never share an id (E33). */
function noSharedId(logins: readonly Login[]): RunJudgement[] {
  const usual = new Map(
    [...grouped(logins, ({ username }) => username)].map(([name, own]) => [
      mostFrequent(own.map(({ userId }) => String(userId))),
      name,
    ]),
  );
  return logins.flatMap(({ exchange, username, userId }) =>
    typeof userId !== 'string'
      ? []
      : about(exchange.id, 'user.unique', () => {
          const owner = usual.get(userId);
          if (owner !== undefined && owner !== username)
            fail({
              message: 'Two users have the same access.user.id.',
              path: 'access.user.id',
              expected: 'a different id for each user',
              received: shown(userId),
            });
        }),
  );
}

/** Two users never share a token id, however they logged in; one user may get the same token again for the same scope (E36). */
function tokensApart(logins: readonly Login[]): RunJudgement[] {
  return ofGroups(
    logins.filter(({ tokenId }) => tokenId !== undefined),
    ({ tokenId }) => String(tokenId),
    (own) =>
      own.flatMap(({ exchange, username, tenantId }) =>
        about(exchange.id, 'token.unique', () => {
          const other = own.find((each) => each.username !== username);
          const finding = {
            path: 'access.token.id',
            expected: 'a different id for each token',
            received: 'the id of another token',
          };
          if (other) fail({ message: 'The tokens of two users have the same id.', ...finding });
          const scopes = new Set(own.map((each) => each.tenantId).filter((id) => id !== undefined));
          if (scopes.size > 1 && tenantId !== undefined)
            fail({ message: 'Tokens for two tenants have the same id.', ...finding });
        }),
      ),
  );
}

/** A token id that is a sequential number, or derived from what is known about its user, can be guessed (E36). */
function opaqueTokens(logins: readonly Login[]): RunJudgement[] {
  const counted = countedAmong(logins.flatMap(({ tokenId }) => tokenId ?? []));
  return logins.flatMap(({ exchange, username, userId, tenantId, tokenId }) =>
    tokenId === undefined
      ? []
      : about(exchange.id, 'token.opaque', () => {
          const { secret } = credentialsOf(exchange.request) ?? {};
          const what = counted.has(tokenId)
            ? 'a sequential number'
            : guessOf(tokenId, { username, userId, tenantId, secret });
          if (what)
            tolerate({
              message: `The token id is ${what}, so it can be guessed.`,
              path: 'access.token.id',
              expected: 'an id that cannot be guessed',
              received: what,
            });
        }),
  );
}
