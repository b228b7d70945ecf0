import { at, isObject, type Access } from '../identity/access';
import { challengeOf } from '../identity/challenge';
import { comparedText, firstDifference } from '../identity/parity';
import { Secret } from '../identity/secret';
import { asksForSetup, tenantAskedBy } from './auth-request';
import { fail, tolerate } from './deviation';
import { judged, type Judgement } from './judge-exchange';
import { usernameOf, type Observed } from './observed';
import { shown } from './received';

/** An exchange of a run, in the order in which they were answered. */
export interface RunExchange extends Observed {
  readonly id: string;
}

/** A judgement, and the exchange that it is about. */
export interface RunJudgement extends Judgement {
  readonly exchange: string;
}

/** A success, by what holds it against others. */
interface Login {
  readonly exchange: RunExchange;
  /** The name under which it was asked for. */
  readonly username: string;
  readonly access: () => Access;
  readonly userId: unknown;
  readonly tokenId: string | undefined;
  readonly tenantId: unknown;
}

/** What is true of the exchanges of a run together: who is who, and that one user is told the same every time. */
export function judgeRun(exchanges: readonly RunExchange[]): RunJudgement[] {
  const logins = exchanges.flatMap((exchange) => loginIn(exchange) ?? []);
  return [
    ...oneIdEach(logins),
    ...noSharedId(logins),
    ...tokensApart(logins),
    ...opaqueTokens(logins),
    ...sameAccess(logins),
    ...rcnKeepsOwn(logins),
    ...sessionsApart(exchanges),
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
              message: 'One user name has two ids.',
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
              expected: 'an id of its own',
              received: shown(userId),
            });
        }),
  );
}

/** One id for two users fails, in whatever form they logged in; for one user it may come again for the same scope (E36). */
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
            expected: 'an id of its own',
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

/** An id that is the user's name, id or a counter can be guessed (E36). */
function opaqueTokens(logins: readonly Login[]): RunJudgement[] {
  const ids = logins.map(({ tokenId = '' }) => tokenId);
  const isCounter =
    ids.length > 2 && ids.every(isNumber) && new Set(ids).size > 2 && spread(ids) < 4 * ids.length;
  return logins.flatMap(({ exchange, username, userId, tokenId }) =>
    tokenId === undefined
      ? []
      : about(exchange.id, 'token.opaque', () => {
          const what = isCounter
            ? 'a counter'
            : tokenId === username
              ? 'the name of the user'
              : tokenId === userId
                ? 'the id of the user'
                : undefined;
          if (what)
            tolerate({
              message: `The id of the token is ${what}, so that it can be guessed.`,
              path: 'access.token.id',
              expected: 'an id that nobody can guess',
              received: what,
            });
        }),
  );
}

function isNumber(text: string): boolean {
  return /^\d{1,15}$/.test(text);
}

function spread(ids: readonly string[]): number {
  const numbers = ids.map(Number);
  return Math.max(...numbers) - Math.min(...numbers);
}

const compared = {
  user: ({ user }: Access) =>
    isObject(user)
      ? Object.fromEntries(Object.entries(user).filter(([name]) => name !== 'roles' && name !== 'name'))
      : user,
  'user.roles': (access: Access) => at(access, 'user', 'roles'),
  serviceCatalog: (access: Access) => access.serviceCatalog,
} as const;

/** The same user, tenant and choice of RCN roles have the same roles and catalogue, however they logged in (E40). */
function sameAccess(logins: readonly Login[]): RunJudgement[] {
  return ofGroups(logins.filter(isComparable), keyOfAccess, (own) => {
    const texts = new Map(own.map((login) => [login, textOf(login)]));
    const usualText = mostFrequent([...texts.values()]);
    const usual = own.find((login) => texts.get(login) === usualText);
    return own.flatMap((login) =>
      about(login.exchange.id, 'access.same', () => {
        if (!usual || texts.get(login) === usualText) return;
        for (const [name, part] of Object.entries(compared)) {
          const difference = firstDifference(part(usual.access()), part(login.access()), `access.${name}`);
          if (difference)
            fail({
              message: `One user with one tenant is told two things at ${difference.path}: ${shown(difference.left)} in ${usual.exchange.id}, ${shown(difference.right)} here.`,
              path: difference.path,
              expected: shown(difference.left),
              received: shown(difference.right),
            });
        }
      }),
    );
  });
}

/** A login with the scope may be given less, and one whose user is another is judged for that. */
function isComparable({ exchange, access, username }: Login): boolean {
  return !asksForSetup(exchange.request) && at(access(), 'user', 'name') === username;
}

function keyOfAccess({ exchange, username, tenantId }: Login): string {
  const { request } = exchange;
  const isAsked = tenantAskedBy(request) !== undefined;
  return JSON.stringify([username, isAsked, tenantId ?? null, request.applyRcnRoles === 'true']);
}

function textOf({ access }: Login): string {
  return Object.entries(compared)
    .map(([name, part]) => comparedText(part(access()), `access.${name}`))
    .join('\n');
}

/** With apply_rcn_roles=true there is at least what there is without (lines 86-87). */
function rcnKeepsOwn(logins: readonly Login[]): RunJudgement[] {
  const unasked = logins.filter((login) => isComparable(login));
  return ofGroups(
    unasked,
    (login) => keyOfAccess(login).replace(/(?:true|false)\]$/, ''),
    (own) => {
      const plain = own.find(({ exchange }) => exchange.request.applyRcnRoles !== 'true');
      const withRcn = own.filter(({ exchange }) => exchange.request.applyRcnRoles === 'true');
      if (!plain) return [];
      const least = [...rolesIn(plain), ...endpointsIn(plain)];
      return withRcn.flatMap((login) =>
        about(login.exchange.id, 'query.rcn-own', () => {
          const theirs = new Set([...rolesIn(login), ...endpointsIn(login)]);
          const lost = least.find((each) => !theirs.has(each));
          if (lost !== undefined)
            fail({
              message: 'A role or an endpoint is lost with apply_rcn_roles=true.',
              expected: lost,
              received: 'nothing',
            });
        }),
      );
    },
  );
}

function rolesIn({ access }: Login): string[] {
  return listIn(at(access(), 'user', 'roles')).map((role) => `the role ${shown(at(role, 'name'))}`);
}

function endpointsIn({ access }: Login): string[] {
  return listIn(access().serviceCatalog).flatMap((service) =>
    listIn(at(service, 'endpoints')).map(
      (endpoint) => `the endpoint ${shown(at(endpoint, 'publicURL'))} of ${shown(at(service, 'type'))}`,
    ),
  );
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Two challenges never have one session id. */
function sessionsApart(exchanges: readonly RunExchange[]): RunJudgement[] {
  const sessions = exchanges.flatMap(({ id, request, response }) => {
    const session = challengeOf(response.header('www-authenticate'))?.session.reveal();
    // A wrong passcode may be answered with the challenge of its own session once more.
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
              expected: 'a session id of its own',
              received: 'that of another challenge',
            });
        }),
      ),
  );
}

function about(exchange: string, requirement: string, judge: () => void): RunJudgement[] {
  return judged(requirement, judge).map((judgement) => ({ ...judgement, exchange }));
}

function ofGroups<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  judge: (own: readonly Item[]) => RunJudgement[],
): RunJudgement[] {
  return [...grouped(items, keyOf).values()].flatMap(judge);
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const own = groups.get(key);
    if (own) own.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** What most say; the first of several. */
function mostFrequent(values: readonly string[]): string {
  const counts = grouped(values, (value) => value);
  return [...counts.values()].reduce((most, own) => (own.length > most.length ? own : most), [])[0] ?? '';
}
