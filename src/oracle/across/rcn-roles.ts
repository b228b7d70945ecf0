import { at, listAt } from '../../protocol/access';
import { fail, shown } from '../deviation';
import { about, grouped, mostFrequent, type Login, type RunJudgement } from './groups';
import { hasRcnRoles, isComparable, keyOfTenant, textOf } from './same-access';

/**
 * With apply_rcn_roles=true there is at least what there is without (lines 86-87), and more roles where the user has any
 * by RCN (E40), with a tenant as without. A login that differs from the others of its kind is told by their comparison.
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
            received: 'nothing',
          });
      }),
      ...about(withRcn.exchange.id, 'query.rcn-more', () => {
        if (growing.has(plain.username) && !hasMoreRoles(pair))
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

/** What most logins of one user with one tenant return without RCN roles, and with them. */
interface Pair {
  readonly plain: Login;
  readonly withRcn: Login;
}

/** None where either choice was not made. */
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
