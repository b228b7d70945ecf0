import { at, isObject, listAt, type Access } from '../identity/access';
import { comparedText } from '../identity/parity';
import { asksForSetup, tenantAskedBy } from './auth-request';
import { fail } from './deviation';
import { shown } from './received';
import { expectSame } from './same-parts';
import { about, mostFrequent, ofGroups, type Login, type RunJudgement } from './run-groups';

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
export function rcnKeepsOwn(logins: readonly Login[]): RunJudgement[] {
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
  return listAt(access(), 'user', 'roles').map((role) => `the role ${shown(at(role, 'name'))}`);
}

function endpointsIn({ access }: Login): string[] {
  return listAt(access(), 'serviceCatalog').flatMap((service) =>
    listAt(service, 'endpoints').map(
      (endpoint) => `the endpoint ${shown(at(endpoint, 'publicURL'))} of ${shown(at(service, 'type'))}`,
    ),
  );
}
