import { at, listAt } from '../../protocol/access';
import { fail, shown } from '../deviation';
import { about, grouped, mostFrequent, type Login, type RunJudgement } from './groups';
import { isComparable, keyOfAccess, textOf } from './same-access';

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
