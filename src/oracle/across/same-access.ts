import { type Access, at } from '../../protocol/access';
import { comparedText } from '../../protocol/parity';
import { shown } from '../deviation';
import { asksForSetup, tenantAskedBy } from '../request/auth-request';
import { expectSame, without } from '../same-parts';
import { about, type Login, mostFrequent, ofGroups, type RunJudgement } from './groups';

const compared = {
  user: ({ user }: Access) => without(user, 'roles', 'name'),
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
        for (const [name, part] of Object.entries(compared))
          expectSame({
            path: `access.${name}`,
            left: part(usual.access()),
            right: part(login.access()),
            finding: ({ path, left, right }) => ({
              message: `The same user and tenant get different access at ${path}: ${shown(left)} in ${usual.exchange.id}, ${shown(right)} here.`,
              path,
              expected: shown(left),
              received: shown(right),
            }),
            // The comparison of JSON and XML reports what one format lacks.
            isAcross: false,
          });
      }),
    );
  });
}

/**
 * Not every login can be compared: one with the scope may be granted less, an apply_rcn_roles that is not a Boolean has
 * no defined meaning, and a login that returns another user is reported elsewhere.
 */
export function isComparable({ exchange: { request }, access, username }: Login): boolean {
  const isOpen = asksForSetup(request) || request.applyRcnRoles === 'no Boolean';
  return !isOpen && at(access(), 'user', 'name') === username;
}

/** Equal for logins of one user with one tenant. */
export function keyOfTenant({ exchange, username, tenantId }: Login): string {
  const isAsked = tenantAskedBy(exchange.request) !== undefined;
  return JSON.stringify([username, isAsked, tenantId ?? null]);
}

export function hasRcnRoles({ exchange }: Login): boolean {
  return exchange.request.applyRcnRoles === 'true';
}

function keyOfAccess(login: Login): string {
  return `${keyOfTenant(login)} ${hasRcnRoles(login)}`;
}

export function textOf({ access }: Login): string {
  return Object.entries(compared)
    .map(([name, part]) => comparedText(part(access()), `access.${name}`))
    .join('\n');
}
