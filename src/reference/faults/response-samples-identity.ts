import { randomUUID } from 'node:crypto';
import type { Role } from '../access';
import type { Behaviour } from '../behaviour';
import { granting, grantingByApiKey, roles, user } from './granted-access';
import type { InjectedFault } from './injected-fault';

/** Faults of the requirements of response-samples.yaml on who the user returned is. */
export const responseIdentityFaults: readonly InjectedFault[] = [
  {
    name: 'user-is-another',
    breaks: 'user.authenticated',
    what: 'the user returned is always the owner of the account, whoever authenticated',
    deviate: granting(user((known) => ({ ...known, name: 'owner' }))),
  },
  {
    name: 'user-name-is-the-id',
    breaks: 'user.authenticated',
    what: 'the user returned has the id as name',
    deviate: granting(user((known) => ({ ...known, name: known.id }))),
  },
  {
    name: 'user-name-with-domain',
    breaks: 'user.authenticated',
    what: 'the name of the user returned has the domain behind it',
    deviate: granting(user((known) => ({ ...known, name: `${known.name}@${known.domainId}` }))),
  },
  {
    name: 'user-name-is-the-tenant-by-api-key',
    breaks: 'user.authenticated',
    what: 'the user returned after a login by API key has the name of the tenant',
    deviate: granting((access, { tenant, authenticatedBy }) =>
      authenticatedBy.includes('APIKEY')
        ? user((known) => ({ ...known, name: tenant.name }))(access)
        : access,
    ),
  },
  {
    name: 'user-name-is-the-tenant',
    breaks: 'user.authenticated',
    what: 'the user returned after a login for a tenant has the name of the tenant',
    deviate: granting((access, { tenant, tenantWasAsked }) =>
      tenantWasAsked ? user((known) => ({ ...known, name: tenant.name }))(access) : access,
    ),
  },
  {
    name: 'user-name-in-capitals',
    breaks: 'user.authenticated',
    what: 'the name of the user returned is in capitals, which the errata tolerate with a warning',
    deviate: granting(user((known) => ({ ...known, name: known.name.toUpperCase() }))),
  },
  {
    name: 'user-id-of-the-api-key',
    breaks: 'user.same',
    what: 'a login by API key returns the user with another id than a login by password',
    deviate: grantingByApiKey(user((known) => ({ ...known, id: `key-${known.id}` }))),
  },
  {
    name: 'user-id-new-each-time',
    breaks: 'user.same',
    what: 'the user has a new id at each login',
    deviate: granting((access) => user((known) => ({ ...known, id: randomUUID() }))(access)),
  },
  {
    name: 'role-ids-new-each-time',
    breaks: 'user.same',
    what: 'the roles have new ids at each login',
    deviate: granting(roles((known) => known.map((role) => ({ ...role, id: randomUUID() })))),
  },
  {
    name: 'roles-pile-up',
    breaks: 'user.same',
    what: 'each login returns one role more than the one before, since they share a list that grows',
    deviate: pilingRolesUp,
  },
  {
    name: 'user-id-of-the-tenant',
    breaks: 'user.same',
    what: 'a login for a tenant returns the user with an id that is made of it',
    deviate: granting((access, { tenant, tenantWasAsked }) =>
      tenantWasAsked ? user((known) => ({ ...known, id: `${tenant.id}:${known.id}` }))(access) : access,
    ),
  },
  {
    name: 'roles-fewer-by-api-key',
    breaks: 'user.same',
    what: 'a login by API key returns no roles that are for a tenant',
    deviate: grantingByApiKey(roles((known) => known.filter(({ tenantId }) => tenantId === undefined))),
  },
  {
    name: 'user-id-constant',
    breaks: 'user.unique',
    what: 'every user has the same id',
    deviate: granting(user((known) => ({ ...known, id: '172157' }))),
  },
  {
    name: 'user-id-cut-off',
    breaks: 'user.unique',
    what: 'the user ids are cut off after four characters, so that two users have one',
    deviate: granting(user((known) => ({ ...known, id: known.id.slice(0, 4) }))),
  },
];

/** Every login adds the first role once more to a list that all logins share. */
function pilingRolesUp(standard: Behaviour): Behaviour {
  const added: Role[] = [];
  return {
    ...standard,
    rolesOf: (grant) => {
      const known = standard.rolesOf(grant);
      added.push(...known.slice(0, 1));
      return [...known, ...added];
    },
  };
}
