import { at, type Access } from '../../../src/identity/access';
import { firstDifference } from '../../../src/identity/parity';
import type { Expectation } from '../check';
import { fail } from '../deviation';
import { accessOf } from './accepted';
import { shown } from './received';

function rolesOf(access: Access): unknown[] {
  const roles = at(access, 'user', 'roles');
  return Array.isArray(roles) ? roles : [];
}

/** Every endpoint of the catalogue with the service that it is of. */
function endpointsOf({ serviceCatalog }: Access): unknown[] {
  if (!Array.isArray(serviceCatalog)) return [];
  return serviceCatalog.flatMap((service: unknown) => {
    const endpoints = at(service, 'endpoints');
    const of = [at(service, 'type'), at(service, 'name')];
    return Array.isArray(endpoints) ? endpoints.map((endpoint: unknown) => ({ of, endpoint })) : [];
  });
}

function lackingIn(all: readonly unknown[], some: readonly unknown[]): unknown[] {
  return some.filter((item) => !all.some((other) => !firstDifference(item, other)));
}

/** The answer holds all roles and endpoints of the answers compared with. */
export const including: Expectation = {
  expects: 'all roles and endpoints of the answer compared with',
  judge: ({ answer, others }) => {
    const access = accessOf(answer);
    for (const other of others) {
      const base = accessOf(other);
      const [lost] = [
        ...lackingIn(rolesOf(access), rolesOf(base)),
        ...lackingIn(endpointsOf(access), endpointsOf(base)),
      ];
      if (lost !== undefined)
        fail({
          message: 'A role or endpoint is lost with apply_rcn_roles=true.',
          expected: shown(lost),
          received: 'nothing',
        });
    }
  },
};

/** The answer holds a role or an endpoint that the answers compared with do not hold. */
export const more: Expectation = {
  expects: 'a role or an endpoint that is not in the answer compared with',
  judge: ({ answer, others }) => {
    const access = accessOf(answer);
    for (const other of others) {
      const base = accessOf(other);
      const added = [
        ...lackingIn(rolesOf(base), rolesOf(access)),
        ...lackingIn(endpointsOf(base), endpointsOf(access)),
      ];
      if (added.length === 0)
        fail({
          message: 'apply_rcn_roles=true adds nothing for a user who has RCN roles.',
          expected: 'further roles or endpoints',
          received: 'the same roles and endpoints',
        });
    }
  },
};
