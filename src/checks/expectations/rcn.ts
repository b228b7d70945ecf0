import { fail, shown, tolerate } from '../../oracle/deviation';
import { accessOf } from '../../oracle/response/response-rule';
import { type Access, at, listAt } from '../../protocol/access';
import { firstDifference } from '../../protocol/parity';
import type { Expectation } from '../check';

function rolesOf(access: Access): readonly unknown[] {
  return listAt(access, 'user', 'roles');
}

/** Every endpoint of the catalogue with the service that it is of. */
function endpointsOf(access: Access): unknown[] {
  return listAt(access, 'serviceCatalog').flatMap((service) => {
    const of = [at(service, 'type'), at(service, 'name')];
    return listAt(service, 'endpoints').map((endpoint) => ({ of, endpoint }));
  });
}

function lackingIn(all: readonly unknown[], some: readonly unknown[]): unknown[] {
  return some.filter((item) => !all.some((other) => !firstDifference(item, other)));
}

/** The response holds all roles and endpoints of the responses compared with. */
export const including: Expectation = {
  expects: 'all roles and endpoints of the response compared with',
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

/** The response holds roles that the responses compared with do not hold; endpoints that do not grow are a warning (E40). */
export const more: Expectation = {
  expects: 'roles and endpoints that are not in the response compared with',
  judge: ({ answer, others }) => {
    const access = accessOf(answer);
    for (const other of others) {
      const base = accessOf(other);
      if (lackingIn(rolesOf(base), rolesOf(access)).length === 0)
        fail({
          message:
            'The roles are the same with apply_rcn_roles=true and without it: for a user who has RCN roles, either they are never returned, or always, though the default is false.',
          path: 'access.user.roles',
          expected: 'further roles',
          received: 'the same roles',
        });
      if (lackingIn(endpointsOf(base), endpointsOf(access)).length === 0)
        tolerate({
          message:
            'apply_rcn_roles=true adds no endpoint for a user who has RCN roles, which erratum E40 tolerates.',
          path: 'access.serviceCatalog',
          expected: 'further endpoints',
          received: 'the same endpoints',
        });
    }
  },
};
