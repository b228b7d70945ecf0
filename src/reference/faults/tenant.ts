import type { InjectedFault } from './injected-fault';

/** Faults of the requirements of tenant.yaml. */
export const tenantFaults: readonly InjectedFault[] = [
  {
    name: 'tenants-both-accepted',
    breaks: 'tenant.exclusive',
    what: 'a request with tenantId and tenantName is accepted for the tenantId',
    deviate: (standard) => ({
      ...standard,
      askedTenant: (ids, names) => standard.askedTenant(ids, ids.length > 0 ? [] : names),
    }),
  },
];
