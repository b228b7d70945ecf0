import { at, listAt } from '../../protocol/access';
import { fail, shown } from '../deviation';
import { about, grouped, mostFrequent, type Login, type RunJudgement } from './groups';
import { hasRcnRoles, isComparable, keyOfTenant, textOf } from './same-access';

/**
 * A login with apply_rcn_roles=true has at least the roles and endpoints of one without (lines 86-87), and more roles if
 * the user has RCN roles (E40), with or without a tenant. `sameAccess` reports a login that differs from its peers.
 */
export function rcnRoles(logins: readonly Login[]): RunJudgement[] {
  const pairs = [...grouped(logins.filter(isComparable), keyOfTenant).values()].flatMap(pairIn);
  const growing = new Set(pairs.filter(hasMoreRoles).map(({ plain }) => plain.username));
  return pairs.flatMap((pair) => {
    const { plain, withRcn } = pair;
    const theirs = new Set([...rolesIn(withRcn), ...endpointsIn(withRcn)]);
    const lost = [...rolesIn(plain), ...endpointsIn(plain)].find((each) => !theirs.has(each));
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
