import type { InjectedFault } from './injected-fault';
import { takenFor } from './refused-as';
import { issuingForNone, noTenant } from './tenant-placements';

/** Faults of tenant.foreign: a tenant that is unknown or not the user's. */
export const foreignTenantFaults: readonly InjectedFault[] = [
  {
    name: 'foreign-tenants-granted',
    breaks: 'tenant.foreign',
    what: 'a login with any tenant gives a token for it',
    deviate: (standard) => ({
      ...standard,
      tenantFor: (user, asked) => {
        const own = user.tenants.find((tenant) => asked && tenant[asked.by] === asked.value);
        return own ?? (asked ? { id: asked.value, name: asked.value } : standard.tenantFor(user, asked));
      },
    }),
  },
  {
    name: 'foreign-tenants-replaced',
    breaks: 'tenant.foreign',
    what: 'a login with a tenant that is not of the user gives a token for the tenant of the user',
    deviate: (standard) => ({
      ...standard,
      tenantFor: (user, asked) =>
        user.tenants.find((tenant) => asked && tenant[asked.by] === asked.value) ?? user.tenants[0],
    }),
  },
  {
    name: 'foreign-tenants-unscoped',
    breaks: 'tenant.foreign',
    what: 'a login with a tenant that is not of the user gives a token for no tenant',
    deviate: (standard) => ({
      ...issuingForNone(standard),
      tenantFor: (user, asked) =>
        asked
          ? (user.tenants.find((tenant) => tenant[asked.by] === asked.value) ?? noTenant)
          : user.tenants[0],
    }),
  },
  {
    name: 'foreign-tenants-not-found',
    breaks: 'tenant.foreign',
    what: 'a tenant that is unknown or not of the user is answered 404',
    deviate: takenFor('pathUnknown', 'tenantForeign'),
  },
  {
    name: 'foreign-tenants-crash',
    breaks: 'tenant.foreign',
    what: 'a tenant that is unknown or not of the user is answered 500',
    deviate: takenFor('serviceFault', 'tenantForeign'),
  },
];
