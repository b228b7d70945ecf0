import type { Exchange } from '../../http/exchange/exchange';
import { fail, shown, tolerate, unverifiable } from '../../oracle/deviation';
import { judgeName } from '../../oracle/response/access-rules';
import { accessOf } from '../../oracle/response/response-rule';
import { type Access, at, isObject, listAt } from '../../protocol/access';
import { firstDifference } from '../../protocol/parity';
import { Secret } from '../../protocol/secret';
import type { Expectation } from '../check';

/** The user of the response has the name that a reference gives (errata E14 and E33). */
export function named(reference: string): Expectation {
  return {
    expects: 'access.user.name is the user name of the credentials',
    judge: ({ answer, valueOf }) => {
      judgeName(valueOf(reference), at(accessOf(answer), 'user', 'name'));
    },
  };
}

/** A member has a different value from that in the compared responses. */
export function otherThan(...path: readonly string[]): Expectation {
  const name = `access.${path.join('.')}`;
  const valueIn = (access: Access) => {
    const value = at(access, ...path) ?? unverifiable(`${name} is missing, so there is nothing to compare.`);
    return value instanceof Secret ? value.reveal() : value;
  };
  return {
    expects: `a different ${name} from that in the compared response`,
    judge: ({ answer, others }) => {
      const value = valueIn(accessOf(answer));
      if (others.some((other) => valueIn(accessOf(other)) === value))
        fail({
          message: `Two users have the same ${name}.`,
          path: name,
          expected: 'different values',
          received: 'the same value',
        });
    },
  };
}

/** Both responses have the same non-ASCII text. */
export const textSurvives: Expectation = {
  expects: 'the same non-ASCII text as in the compared response',
  judge: ({ answer, others }) => {
    const here = textsOf(answer);
    for (const other of others) {
      const there = textsOf(other);
      if (there.size === 0 && here.size === 0)
        return 'This account has no non-ASCII text, so there was nothing to compare.';
      const lost = [...there].find((text) => !here.has(text));
      const strange = [...here].find((text) => !there.has(text));
      if (lost !== undefined || strange !== undefined)
        fail({
          message: 'Non-ASCII text differs between the formats.',
          expected: shown(lost),
          received: shown(strange),
        });
    }
    return undefined;
  },
};

function textsOf(answer: Exchange): Set<string> {
  return new Set(strings(accessOf(answer)).filter((text) => /[^\x00-\x7f]/.test(text)));
}

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(strings);
  return isObject(value) ? Object.values(value).flatMap(strings) : [];
}

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
