import { fail, shown, tolerate } from '../../oracle/deviation';
import { accessOf } from '../../oracle/response/response-rule';
import { type Access, at, listAt } from '../../protocol/access';
import { firstDifference } from '../../protocol/parity';
import type { Expectation } from '../check';

function rolesOf(access: Access): readonly unknown[] {
  return listAt(access, 'user', 'roles');
}

/** Every endpoint of the catalogue with its service. */
function endpointsOf(access: Access): unknown[] {
  return listAt(access, 'serviceCatalog').flatMap((service) => {
    const of = [at(service, 'type'), at(service, 'name')];
    return listAt(service, 'endpoints').map((endpoint) => ({ of, endpoint }));
  });
}

function lackingIn(all: readonly unknown[], some: readonly unknown[]): unknown[] {
  return some.filter((item) => !all.some((other) => !firstDifference(item, other)));
}

/** The response holds all roles and endpoints of the compared responses. */
export const including: Expectation = {
  expects: 'all roles and endpoints of the compared response',
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
          received: 'missing',
        });
    }
  },
};

/** The response holds roles that the compared responses do not; if it adds no endpoints, that is a warning (E40). */
export const more: Expectation = {
  expects: 'roles and endpoints that are not in the compared response',
  judge: ({ answer, others }) => {
    const access = accessOf(answer);
    for (const other of others) {
      const base = accessOf(other);
      if (lackingIn(rolesOf(base), rolesOf(access)).length === 0)
        fail({
          message:
            'The roles are the same with and without apply_rcn_roles=true: the RCN roles of the user are either never returned or, contrary to the default, always.',
          path: 'access.user.roles',
          expected: 'further roles',
          received: 'the same roles',
        });
      if (lackingIn(endpointsOf(base), endpointsOf(access)).length === 0)
        tolerate({
          message:
            'apply_rcn_roles=true adds no endpoints for a user who has RCN roles, which erratum E40 tolerates.',
          path: 'access.serviceCatalog',
          expected: 'further endpoints',
          received: 'the same endpoints',
        });
    }
  },
};
