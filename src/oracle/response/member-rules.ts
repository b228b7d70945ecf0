import { type Access, at, isObject } from '../../protocol/access';
import { Secret } from '../../protocol/secret';
import { shown } from '../deviation';
import { isDateTime } from './date-time';
import { type MemberProblem, type MemberRule } from './member';

type Judged = Omit<MemberProblem, 'path' | 'value'>;
type Kind = (value: unknown) => Judged | undefined;

const text: Kind = (value) =>
  typeof value === 'string' || value instanceof Secret ? undefined : { expected: 'a string' };

const filledText: Kind = (value) =>
  (typeof value === 'string' && value !== '') || (value instanceof Secret && value.reveal() !== '')
    ? undefined
    : { expected: 'a non-empty string' };

const object: Kind = (value) => (isObject(value) ? undefined : { expected: 'an object' });

const list: Kind = (value) => (Array.isArray(value) ? undefined : { expected: 'a list' });

/** Erratum E26. */
const filledOrEmptyList: Kind = (value) => {
  if (!Array.isArray(value)) return { expected: 'a list' };
  return value.length > 0 ? undefined : { expected: 'a non-empty list', tolerated: 'E26' };
};

const filledList: Kind = (value) =>
  Array.isArray(value) && value.length > 0 ? undefined : { expected: 'a non-empty list' };

/** An absolute URI with a scheme and something after it (RFC 3986, 4.3). */
const absoluteUri: Kind = (value) =>
  typeof value === 'string' && /^[a-z][a-z0-9+.-]*:[^\s]+$/i.test(value)
    ? undefined
    : { expected: 'an absolute URI' };

/** ISO 8601 with a zone, to the minute or finer (erratum E11). */
const dateTime: Kind = (value) =>
  typeof value === 'string' && isDateTime(value)
    ? undefined
    : { expected: 'an ISO 8601 date and time with a zone' };

/** Null is missing, as in a request (errata E18 and E24). */
function optional(kind: Kind): Kind {
  return (value) => (value === undefined || value === null ? undefined : kind(value));
}

/** A rule for one member; if the part that should hold it is missing, the rule of that part reports it. */
function member(kind: Kind, expects: string, ...path: readonly string[]): MemberRule {
  return {
    expects: `access.${path.join('.')} is ${expects}`,
    presumes: (access) => isObject(at(access, ...path.slice(0, -1))),
    problem: (access) => judged(kind, at(access, ...path), `access.${path.join('.')}`),
  };
}

function judged(kind: Kind, value: unknown, path: string): MemberProblem | undefined {
  const problem = kind(value);
  return problem && { ...problem, path, value };
}

interface Item {
  readonly value: unknown;
  readonly path: string;
}

function itemsOf(value: unknown, path: string): Item[] {
  return Array.isArray(value)
    ? value.map((item: unknown, index) => ({ value: item, path: `${path}[${index}]` }))
    : [];
}

const roles = (access: Access) => itemsOf(at(access, 'user', 'roles'), 'access.user.roles');
const services = (access: Access) => itemsOf(access.serviceCatalog, 'access.serviceCatalog');
const endpoints = (access: Access) =>
  services(access).flatMap(({ value, path }) => itemsOf(at(value, 'endpoints'), `${path}.endpoints`));

/** A rule for members of every item of a list. */
function each(
  items: (access: Access) => Item[],
  expects: string,
  kinds: Readonly<Record<string, Kind>>,
): MemberRule {
  return {
    expects,
    problem: (access) => {
      for (const item of items(access))
        for (const [name, kind] of Object.entries(kinds)) {
          const problem = judged(kind, at(item.value, name), `${item.path}.${name}`);
          if (problem) return problem;
        }
      return undefined;
    },
  };
}

/** What the document requires of the access object, by requirement. */
export const memberRules = {
  'access.token': member(object, 'an object', 'token'),
  'access.user': member(object, 'an object', 'user'),
  'access.service-catalog': member(list, 'a list', 'serviceCatalog'),
  'token.id': member(filledText, 'a non-empty string', 'token', 'id'),
  'token.expires': member(dateTime, 'an ISO 8601 date and time with a zone', 'token', 'expires'),
  'token.tenant': {
    expects: 'access.token.tenant, if present, has an id and a name',
    presumes: ({ token }) => isObject(token),
    problem: (access) => {
      const tenant = at(access, 'token', 'tenant');
      if (tenant === undefined) return undefined;
      const path = 'access.token.tenant';
      const [id, name] = [at(tenant, 'id'), at(tenant, 'name')];
      if (!isObject(tenant) || (id === undefined && name === undefined))
        return { path, value: tenant, expected: 'an object with an id and a name' };
      const missing = id === undefined ? 'id' : name === undefined ? 'name' : undefined;
      return (
        judged(optional(filledText), id, `${path}.id`) ??
        judged(optional(filledText), name, `${path}.name`) ??
        (missing && { path: `${path}.${missing}`, value: undefined, expected: 'a string', tolerated: 'E27' })
      );
    },
  },
  'token.authenticated-by': member(filledList, 'a non-empty list', 'token', 'authenticatedBy'),
  'user.id': member(filledText, 'a non-empty string', 'user', 'id'),
  'user.name': member(filledText, 'a non-empty string', 'user', 'name'),
  'user.roles': member(list, 'a list', 'user', 'roles'),
  'user.default-region': member(text, 'a string', 'user', 'defaultRegion'),
  'user.domain': member(filledText, 'a non-empty string', 'user', 'domainId'),
  'role.name': each(roles, 'each role has a name', { name: filledText }),
  'role.members': each(roles, 'id, description and tenantId of each role are strings if present', {
    id: optional(text),
    description: optional(text),
    tenantId: optional(filledText),
  }),
  'service.name': each(services, 'each service has a name', { name: filledText }),
  'service.type': each(services, 'each service has a type', { type: filledText }),
  'service.endpoints': each(services, 'each service has endpoints', { endpoints: filledOrEmptyList }),
  'endpoint.public-url': each(endpoints, 'each publicURL is an absolute URI', { publicURL: absoluteUri }),
  'endpoint.members': each(endpoints, 'the other members of each endpoint have the right types if present', {
    region: optional(text),
    tenantId: optional(filledText),
    internalURL: optional(absoluteUri),
    adminURL: optional(absoluteUri),
  }),
  'endpoint.version': each(endpoints, 'the version of each endpoint, if present, has a string and URIs', {
    versionId: optional(filledText),
    versionInfo: optional(absoluteUri),
    versionList: optional(absoluteUri),
  }),
} as const satisfies Readonly<Record<string, MemberRule>>;

const knownCredentials = ['APIKEY', 'PASSWORD', 'PASSCODE', 'FEDERATED'];

/** authenticatedBy names what was used (erratum E10): any order; an unknown name is a warning. */
export function authenticatedBy(...used: readonly string[]): MemberRule {
  const expected = used.join(' and ');
  return {
    expects: `access.token.authenticatedBy names ${expected}`,
    presumes: (access) => filledList(at(access, 'token', 'authenticatedBy')) === undefined,
    problem: (access) => {
      const value = at(access, 'token', 'authenticatedBy');
      const named = Array.isArray(value) ? value.map(String) : [];
      const path = 'access.token.authenticatedBy';
      const same = (names: readonly string[]) =>
        shown([...new Set(names)].sort()) === shown([...used].sort());
      if (same(named)) return undefined;
      const known = named.map((name) => name.toUpperCase()).filter((name) => knownCredentials.includes(name));
      const isOther = known.some((name) => !used.includes(name));
      const isLacking = known.length === named.length && used.some((name) => !known.includes(name));
      return isOther || isLacking ? { path, value, expected } : { path, value, expected, tolerated: 'E10' };
    },
  };
}
