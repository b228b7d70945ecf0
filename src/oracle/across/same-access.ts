import { type Access, at, isObject, listAt } from '../../protocol/access';
import { comparedText } from '../../protocol/parity';
import { fail, shown } from '../deviation';
import { asksForSetup, tenantAskedBy } from '../request/auth-request';
import { expectSame } from '../same-parts';
import { about, grouped, type Login, mostFrequent, ofGroups, type RunJudgement } from './groups';

const compared = {
  user: ({ user }: Access) =>
    isObject(user)
      ? Object.fromEntries(Object.entries(user).filter(([name]) => name !== 'roles' && name !== 'name'))
      : user,
  'user.roles': (access: Access) => at(access, 'user', 'roles'),
  serviceCatalog: (access: Access) => access.serviceCatalog,
} as const;

/** The same user, tenant and choice of RCN roles have the same roles and catalogue, however they logged in (E40). */
export function sameAccess(logins: readonly Login[]): RunJudgement[] {
  return ofGroups(logins.filter(isComparable), keyOfAccess, (own) => {
    const texts = new Map(own.map((login) => [login, textOf(login)]));
    const usualText = mostFrequent([...texts.values()]);
    const usual = own.find((login) => texts.get(login) === usualText);
    return own.flatMap((login) =>
      about(login.exchange.id, 'access.same', () => {
        if (!usual || texts.get(login) === usualText) return;
        for (const [name, part] of Object.entries(compared)) {
          expectSame({
            path: `access.${name}`,
            left: part(usual.access()),
            right: part(login.access()),
            finding: ({ path, left, right }) => ({
              message: `One user with one tenant is told two things at ${path}: ${shown(left)} in ${usual.exchange.id}, ${shown(right)} here.`,
              path,
              expected: shown(left),
              received: shown(right),
            }),
            // What one format lacks is told by the comparison of the formats.
            isAcross: false,
          });
        }
      }),
    );
  });
}

/**
 * A login with the scope may be given less, nothing says which choice of RCN roles a value is that is no Boolean, and a
 * login whose user is another is judged for that.
 */
function isComparable({ exchange: { request }, access, username }: Login): boolean {
  const isOpen = asksForSetup(request) || request.applyRcnRoles === 'no Boolean';
  return !isOpen && at(access(), 'user', 'name') === username;
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

/**
 * With apply_rcn_roles=true there is at least what there is without (lines 86-87), and more roles where the user has any
 * by RCN (E40), with a tenant as without. A login that differs from the others of its kind is told by their comparison.
 */
export function rcnRoles(logins: readonly Login[]): RunJudgement[] {
  const pairs = [...grouped(logins.filter(isComparable), keyBesideRcn).values()].map(byChoice);
  const isMore = (pair: Choices) =>
    pair.plain !== undefined &&
    pair.withRcn !== undefined &&
    rolesIn(pair.withRcn).length > rolesIn(pair.plain).length;
  const growing = new Set(pairs.filter(isMore).map(({ username }) => username));
  return pairs.flatMap(({ username, plain, withRcn }) => {
    if (!plain || !withRcn) return [];
    const theirs = new Set([...rolesIn(withRcn), ...endpointsIn(withRcn)]);
    const lost = [...rolesIn(plain), ...endpointsIn(plain)].find((each) => !theirs.has(each));
    return [
      ...about(withRcn.exchange.id, 'query.rcn-own', () => {
        if (lost !== undefined)
          fail({
            message: 'A role or an endpoint is lost with apply_rcn_roles=true.',
            expected: lost,
            received: 'nothing',
          });
      }),
      ...about(withRcn.exchange.id, 'query.rcn-more', () => {
        if (growing.has(username) && rolesIn(withRcn).length <= rolesIn(plain).length)
          fail({
            message: `There are no more roles with apply_rcn_roles=true than without in ${plain.exchange.id}, though other logins of the user get more.`,
            path: 'access.user.roles',
            expected: `more than ${rolesIn(plain).length} roles`,
            received: `${rolesIn(withRcn).length} roles`,
          });
      }),
    ];
  });
}

interface Choices {
  readonly username: string;
  /** What most logins without RCN roles return, and with them. */
  readonly plain: Login | undefined;
  readonly withRcn: Login | undefined;
}

function byChoice(own: readonly Login[]): Choices {
  const usual = (isAsked: boolean) => {
    const all = own.filter(({ exchange }) => (exchange.request.applyRcnRoles === 'true') === isAsked);
    const text = mostFrequent(all.map(textOf));
    return all.find((login) => textOf(login) === text);
  };
  return { username: own[0]?.username ?? '', plain: usual(false), withRcn: usual(true) };
}

function keyBesideRcn(login: Login): string {
  return keyOfAccess(login).replace(/(?:true|false)\]$/, '');
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
