import { type Access, at, listAt } from '../../protocol/access';
import { comparedText } from '../../protocol/parity';
import { asksForSetup, tenantAskedBy } from '../auth-request';
import { fail, shown } from '../deviation';
import { expectSame, without } from '../same-parts';
import { about, grouped, type Login, mostFrequent, ofGroups, type RunJudgement } from './groups';

const compared = {
  user: ({ user }: Access) => without(user, 'roles', 'name'),
  'user.roles': (access: Access) => at(access, 'user', 'roles'),
  serviceCatalog: (access: Access) => access.serviceCatalog,
} as const;

/** What the logins of each user are granted. */
export function accessGranted(logins: readonly Login[]): RunJudgement[] {
  const all = logins.filter(isComparable);
  const pairs = [...grouped(all, keyOfTenant).values()].flatMap(pairIn);
  const growing = new Set(pairs.filter(hasMoreRoles).map(({ plain }) => plain.username));
  return [...sameAccess(all, growing), ...rcnRoles(pairs, growing)];
}

/**
 * The same user, tenant and choice of RCN roles have the same roles and catalogue, however they logged in (E40). A login
 * without RCN roles that is granted what one with them is breaks their default (lines 77-87).
 */
function sameAccess(all: readonly Login[], growing: ReadonlySet<string>): RunJudgement[] {
  const granted = new Set(
    all
      .filter((login) => hasRcnRoles(login) && growing.has(login.username))
      .map((login) => `${keyOfToken(login)} ${textOf(login)}`),
  );
  return ofGroups(all, keyOfAccess, (own) => {
    const usualText = mostFrequent(own.map(textOf));
    const usual = own.find((login) => textOf(login) === usualText);
    return own.flatMap((login) => {
      const isUsual = !usual || textOf(login) === usualText;
      const isRcn =
        !isUsual &&
        !hasRcnRoles(login) &&
        grants(login).length > grants(usual).length &&
        granted.has(`${keyOfToken(login)} ${textOf(login)}`);
      return about(login.exchange.id, isRcn ? 'query.rcn-default' : 'access.same', () => {
        if (!isUsual) expectSameAccess(usual, login, isRcn);
      });
    });
  });
}

function expectSameAccess(usual: Login, login: Login, isRcn: boolean): void {
  const what = isRcn
    ? 'RCN roles are granted without apply_rcn_roles=true'
    : 'The same user and tenant get different access';
  for (const [name, part] of Object.entries(compared))
    expectSame({
      path: `access.${name}`,
      left: part(usual.access()),
      right: part(login.access()),
      finding: ({ path, left, right }) => ({
        message: `${what} at ${path}: ${shown(left)} in ${usual.exchange.id}, ${shown(right)} here.`,
        path,
        expected: shown(left),
        received: shown(right),
      }),
      // The comparison of JSON and XML reports what one format lacks.
      isAcross: false,
    });
}

/**
 * Not every login can be compared: one with the scope may be granted less, an apply_rcn_roles that is not a Boolean has
 * no defined meaning, and a login that returns another user is reported elsewhere.
 */
function isComparable({ exchange: { request }, access, username }: Login): boolean {
  const isOpen = asksForSetup(request) || request.applyRcnRoles === 'no Boolean';
  return !isOpen && at(access(), 'user', 'name') === username;
}

/** Equal for logins of one user with one tenant that are alike in whether they name it. */
function keyOfTenant({ exchange, username, tenantId }: Login): string {
  const isAsked = tenantAskedBy(exchange.request) !== undefined;
  return JSON.stringify([username, isAsked, tenantId ?? null]);
}

function hasRcnRoles({ exchange }: Login): boolean {
  return exchange.request.applyRcnRoles === 'true';
}

/** Equal for logins of one user with one tenant, whether it is named or not. */
function keyOfToken({ username, tenantId }: Login): string {
  return JSON.stringify([username, tenantId ?? null]);
}

/** With RCN roles, `rcnRoles` reports what a login that names its tenant lacks. */
function keyOfAccess(login: Login): string {
  return hasRcnRoles(login) ? keyOfTenant(login) : keyOfToken(login);
}

/** Each login is compared with several others. */
const texts = new WeakMap<Access, string>();

function textOf({ access }: Login): string {
  const own = access();
  const known = texts.get(own);
  if (known !== undefined) return known;
  const text = Object.entries(compared)
    .map(([name, part]) => comparedText(part(own), `access.${name}`))
    .join('\n');
  texts.set(own, text);
  return text;
}

/**
 * A login with apply_rcn_roles=true has at least the roles and endpoints of one without (lines 86-87), and more roles if
 * the user has RCN roles (E40), with or without a tenant. `sameAccess` reports a login that differs from its peers.
 */
function rcnRoles(pairs: readonly Pair[], growing: ReadonlySet<string>): RunJudgement[] {
  return pairs.flatMap((pair) => {
    const { plain, withRcn } = pair;
    const theirs = new Set(grants(withRcn));
    const lost = grants(plain).find((each) => !theirs.has(each));
    return [
      ...about(withRcn.exchange.id, 'query.rcn-own', () => {
        if (lost !== undefined)
          fail({
            message: 'A role or an endpoint is lost with apply_rcn_roles=true.',
            expected: lost,
            received: 'missing',
          });
      }),
      ...about(withRcn.exchange.id, 'query.rcn-more', () => {
        if (growing.has(plain.username) && !hasMoreRoles(pair))
          fail({
            message: `apply_rcn_roles=true adds no roles compared with ${plain.exchange.id}, although it does for other logins of the same user.`,
            path: 'access.user.roles',
            expected: `more than ${rolesIn(plain).length} roles`,
            received: `${rolesIn(withRcn).length} roles`,
          });
      }),
    ];
  });
}

/** What most logins of one user with one tenant return without RCN roles, and with them. */
interface Pair {
  readonly plain: Login;
  readonly withRcn: Login;
}

/** Empty unless there are logins both with and without RCN roles. */
function pairIn(own: readonly Login[]): Pair[] {
  const plain = usualOf(own.filter((login) => !hasRcnRoles(login)));
  const withRcn = usualOf(own.filter(hasRcnRoles));
  return plain && withRcn ? [{ plain, withRcn }] : [];
}

function usualOf(logins: readonly Login[]): Login | undefined {
  const text = mostFrequent(logins.map(textOf));
  return logins.find((login) => textOf(login) === text);
}

function hasMoreRoles({ plain, withRcn }: Pair): boolean {
  return rolesIn(withRcn).length > rolesIn(plain).length;
}

function grants(login: Login): string[] {
  return [...rolesIn(login), ...endpointsIn(login)];
}

function rolesIn({ access }: Login): string[] {
  return listAt(access(), 'user', 'roles').map((role) => `the role ${shown(at(role, 'name'))}`);
}

function endpointsIn({ access }: Login): string[] {
  return listAt(access(), 'serviceCatalog').flatMap((service) =>
    listAt(service, 'endpoints').map(
      (endpoint) => `the endpoint ${shown(at(endpoint, 'publicURL'))} of ${shown(at(service, 'type'))}`,
    ),
  );
}
