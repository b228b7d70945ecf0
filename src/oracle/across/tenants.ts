import { at, listAt } from '../../protocol/access';
import { mayBeIgnored } from '../allowed/tenant-rules';
import { fail, shown, tolerate } from '../deviation';
import { asksForSetup, tenantAskedBy } from '../auth-request';
import { about, type Login, ofGroups, type RunJudgement } from './groups';

/**
 * If the server ignores a tenant where it may (E4), the token is that of a login without one. A token for any tenant other
 * than the requested one shows that the request was misread, not ignored (E21).
 */
export function tenantsAsAsked(logins: readonly Login[]): RunJudgement[] {
  const full = logins.filter(({ exchange }) => !asksForSetup(exchange.request));
  return ofGroups(
    full,
    ({ username }) => username,
    (own) => {
      const unasked = own.filter(({ exchange }) => tenantAskedBy(exchange.request) === undefined);
      const usual = new Set(unasked.map(({ tenantId }) => tenantId));
      return own.flatMap((login) => {
        const { request } = login.exchange;
        const asked = tenantAskedBy(request);
        if (!asked || !mayBeIgnored(request) || usual.size === 0) return [];
        const isTabled = request.contentType === 'json' && asked.placement === 'credentials';
        return about(login.exchange.id, isTabled ? 'tenant.table-placement' : 'tenant.foreign', () => {
          const tenant = at(login.access(), 'token', 'tenant');
          if (login.tenantId === undefined || usual.has(login.tenantId)) return;
          if (at(tenant, asked.member === 'tenantId' ? 'id' : 'name') === asked.value) return;
          fail({
            message: `The token is neither for the requested tenant nor for the one that a login without a tenant gets: access.token.tenant.id is ${shown(login.tenantId)}.`,
            path: 'access.token.tenant.id',
            expected: shown(asked.value),
            received: shown(login.tenantId),
          });
        });
      });
    },
  );
}

/**
 * The roles and services are those of the user (lines 280-294): a tenant that another account has in another domain has
 * no place among them unless RCN roles were requested. Which tenants a user has is not known for certain: a warning only.
 */
export function tenantsOfOthers(logins: readonly Login[]): RunJudgement[] {
  const domains = new Map(logins.map((login) => [login.username, domainOf(login)]));
  return logins
    .filter(({ exchange }) => ['missing', 'false'].includes(exchange.request.applyRcnRoles))
    .flatMap((login) => {
      const { users } = login.exchange.known;
      const user = users.user(login.username);
      const domain = domainOf(login);
      if (!user || user.tenants.length === 0 || domain === undefined) return [];
      const others = new Set(
        [...domains]
          .filter(([, theirs]) => theirs !== undefined && theirs !== domain)
          .flatMap(([username]) => users.user(username)?.tenants.map(({ id }) => id) ?? []),
      );
      for (const { id } of user.tenants) others.delete(id);
      const isOthers = (id: unknown) =>
        typeof id === 'string' && (others.has(id) || users.isOthers(user, id));
      return tenantsIn(login).flatMap(([requirement, path, ids]) =>
        about(login.exchange.id, requirement, () => {
          const index = ids.findIndex(isOthers);
          if (index >= 0)
            tolerate({
              message: `A login without RCN roles gets a tenant of another account in ${path}: ${shown(ids[index])}.`,
              path,
              expected: 'only tenants of the user',
              received: shown(ids[index]),
            });
        }),
      );
    });
}

function domainOf(login: Login): unknown {
  return at(login.access(), 'user', 'domainId');
}

/** The tenants that the parts of an access object name, with the requirement for each part. */
function tenantsIn(login: Login): (readonly [string, string, readonly unknown[]])[] {
  const roles = listAt(login.access(), 'user', 'roles');
  const endpoints = listAt(login.access(), 'serviceCatalog').flatMap((service) =>
    listAt(service, 'endpoints'),
  );
  return [
    ['role.members', 'access.user.roles', roles.map((role) => at(role, 'tenantId'))],
    ['endpoint.members', 'access.serviceCatalog', endpoints.map((endpoint) => at(endpoint, 'tenantId'))],
  ];
}
