import { createHash } from 'node:crypto';
import type { Behaviour } from '../behaviour';
import type { AccessUser, Service, Token } from '../login/access';
import { leaveOut, type Variation, withEndpoints, withRoles, withToken } from './variation';

export const userVariations: readonly Variation[] = [
  {
    name: 'roles-none',
    what: 'nobody has a role but for those of RCN',
    vary: (standard) => ({ ...standard, rolesOf: (grant) => (grant.applyRcnRoles ? (grant.user.rcn?.roles ?? []) : []) }),
  },
  {
    name: 'roles-by-name-alone',
    what: 'roles have no id, no description and no tenant',
    vary: (standard) => withRoles(standard, (role) => leaveOut(role, 'id', 'description', 'tenantId')),
  },
  {
    name: 'roles-beyond-ascii',
    what: 'roles have names in other scripts and descriptions of several lines',
    vary: (standard) =>
      withRoles(standard, (role) => ({
        ...role,
        name: `Ŕöle 計 ${role.name} 𝓡`,
        description: `${role.description}\n\t<b>„über“</b> & 'alles' ]]> \u2028`,
      })),
  },
  { name: 'ids-of-uuids', what: 'users, domains and roles have UUIDs for ids', vary: (standard) => withIds(standard, uuidOf) },
  {
    name: 'ids-like-numbers',
    what: 'users, domains and roles have ids that look like numbers and are none',
    vary: (standard) => withIds(standard, (id) => `00${id}.10e0`),
  },
  {
    name: 'ids-of-any-text',
    what: 'users, domains and roles have ids with blanks and signs in them',
    vary: (standard) => withIds(standard, (id) => `urn:<${id}> & "co" é/`),
  },
];

function withIds(standard: Behaviour, idOf: (id: string) => string): Behaviour {
  const known = withRoles(standard, (role) => ({ ...role, id: idOf(role.id) }));
  const renamed = (user: AccessUser) => ({ ...user, id: idOf(user.id), domainId: idOf(user.domainId) });
  return {
    ...known,
    buildAccess: (...parts) => {
      const access = known.buildAccess(...parts);
      return access.user ? { ...access, user: renamed(access.user) } : access;
    },
  };
}

function uuidOf(id: string): string {
  const digits = createHash('sha256').update(id).digest('hex');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}

const minute = 60 * 1000;

export const tokenVariations: readonly Variation[] = [
  {
    name: 'token-without-tenant',
    what: 'a login without a tenant gives a token without one',
    vary: (standard) => withToken(standard, (token, { tenantWasAsked }) => (tenantWasAsked ? token : leaveOut(token, 'tenant'))),
  },
  {
    name: 'token-the-same-again',
    what: 'a user who logs in again gets the same token as before while it is valid',
    vary: (standard) => {
      const issued = new Map<string, Token>();
      return withToken(standard, (token, { user, tenant, authenticatedBy, scope }) => {
        const key = [user.id, tenant.id, ...authenticatedBy, scope].join(' ');
        issued.set(key, issued.get(key) ?? token);
        return issued.get(key) ?? token;
      });
    },
  },
  {
    name: 'token-long',
    what: 'a token id has three thousand characters, signs of base64 among them',
    vary: (standard) => withToken(standard, (token) => ({ ...token, id: `gAAAA+/${token.id.repeat(94)}==` })),
  },
  {
    name: 'token-in-headers-too',
    what: 'the token comes in X-Auth-Token and X-Subject-Token as well',
    vary: (standard) => ({
      ...standard,
      send: (answer, outgoing, request) => {
        const id = /"?\bid"?[:=]\s*"(\w{32})"/.exec(String(answer.body))?.[1];
        const headers = id ? { ...answer.headers, 'X-Auth-Token': id, 'X-Subject-Token': id } : answer.headers;
        return standard.send({ ...answer, headers }, outgoing, request);
      },
    }),
  },
  {
    name: 'expires-east-of-utc',
    what: 'the date of expiry has an offset of five hours and a half',
    vary: (standard) => withToken(standard, (token) => ({ ...token, expires: withOffset(token.expires, 330, '+05:30') })),
  },
  {
    name: 'expires-west-of-utc',
    what: 'the date of expiry has an offset of minus six hours, like one of the samples',
    vary: (standard) => withToken(standard, (token) => ({ ...token, expires: withOffset(token.expires, -360, '-06:00') })),
  },
  {
    name: 'expires-without-fraction',
    what: 'the date of expiry has no fraction of the second',
    vary: (standard) => withToken(standard, (token) => ({ ...token, expires: token.expires.replace(/\.\d+/, '') })),
  },
  {
    name: 'expires-in-basic-format',
    what: 'the date of expiry has no separators',
    vary: (standard) => withToken(standard, (token) => ({ ...token, expires: token.expires.replace(/[-:]/g, '') })),
  },
  {
    name: 'expires-at-the-end-of-a-day',
    what: 'the date of expiry is midnight, written as the end of a day',
    vary: (standard) => withToken(standard, (token) => ({ ...token, expires: token.expires.replace(/T.*Z$/, 'T24:00:00Z') })),
  },
  {
    name: 'expires-in-nanoseconds',
    what: 'the date of expiry has nine digits of the second',
    vary: (standard) => withToken(standard, (token) => ({ ...token, expires: token.expires.replace('Z', '123456Z') })),
  },
  {
    name: 'expires-soon',
    what: 'a token lives for ten minutes',
    vary: (standard) => withToken(standard, (token) => ({ ...token, expires: new Date(Date.now() + 10 * minute).toISOString() })),
  },
];

function withOffset(utc: string, minutes: number, offset: string): string {
  return new Date(Date.parse(utc) + minutes * minute).toISOString().replace('Z', offset);
}

export const catalogueVariations: readonly Variation[] = [
  {
    name: 'catalogue-empty',
    what: 'nobody has a service but for those of RCN',
    vary: (standard) => ({ ...standard, serviceCatalogOf: (grant) => (grant.applyRcnRoles ? (grant.user.rcn?.serviceCatalog ?? []) : []) }),
  },
  {
    name: 'catalogue-of-300',
    what: 'everybody has 300 services more',
    vary: (standard) => ({ ...standard, serviceCatalogOf: (grant) => [...standard.serviceCatalogOf(grant), ...services(300)] }),
  },
  {
    name: 'catalogue-shuffled',
    what: 'services, endpoints and roles come in another order each time',
    vary: (standard) => ({
      ...standard,
      rolesOf: (grant) => shuffled(standard.rolesOf(grant)),
      serviceCatalogOf: (grant) =>
        shuffled(standard.serviceCatalogOf(grant)).map((service) => ({ ...service, endpoints: shuffled(service.endpoints) })),
    }),
  },
  {
    name: 'catalogue-beyond-ascii',
    what: 'services and regions have names in other scripts',
    vary: (standard) => {
      const elsewhere = withEndpoints(standard, (endpoint) => ({ ...endpoint, region: `Zürich-計算-${endpoint.region}` }));
      return {
        ...elsewhere,
        serviceCatalogOf: (grant) =>
          elsewhere.serviceCatalogOf(grant).map((service) => ({ ...service, name: `${service.name} – سحابة 𝒞 "☁"`, type: `größe:${service.type}` })),
      };
    },
  },
  {
    name: 'endpoints-without-region',
    what: 'no endpoint has a region',
    vary: (standard) => withEndpoints(standard, (endpoint) => leaveOut(endpoint, 'region')),
  },
  {
    name: 'endpoints-bare',
    what: 'endpoints have only a publicURL and a region',
    vary: (standard) => withEndpoints(standard, ({ publicURL, region }) => ({ publicURL, region })),
  },
  {
    name: 'endpoints-with-all-urls',
    what: 'every endpoint has an internal and an administrative URL',
    vary: (standard) =>
      withEndpoints(standard, (endpoint) => ({
        ...endpoint,
        internalURL: endpoint.publicURL.replace('https://', 'http://internal.'),
        adminURL: endpoint.publicURL.replace('https://', 'https://admin.'),
      })),
  },
  {
    name: 'endpoint-urls-unusual',
    what: 'the URLs of endpoints have ports, queries, addresses and escapes',
    vary: (standard) =>
      withEndpoints(standard, (endpoint) => ({
        ...endpoint,
        publicURL: `${endpoint.publicURL}/%E8%A8%88;v=1?a=1&b='2'#top`,
        internalURL: `HTTP://[2001:db8::1]:8774/v2.1/~${endpoint.tenantId}`,
      })),
  },
  {
    name: 'versions-bare',
    what: 'every endpoint has a version, of which the id alone is known',
    vary: (standard) => withEndpoints(standard, (endpoint) => ({ ...endpoint, version: leaveOut({ id: '2', info: '', list: '' }, 'info', 'list') })),
  },
];

function services(count: number): Service[] {
  return [...Array(count).keys()].map((number) => ({
    type: `rax:service-${number}`,
    name: `service${number}`,
    endpoints: [{ region: 'DFW', publicURL: `https://dfw.service-${number}.cloud.example/v1` }],
  }));
}

function shuffled<T>(list: readonly T[]): T[] {
  return list
    .map((item) => ({ item, at: Math.random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item);
}
