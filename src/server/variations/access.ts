import { createHash } from 'node:crypto';
import { all, begun, giving, sending, type Steps } from '../faults/effect';
import type { AccessUser, Endpoint, Role, Service, Token } from '../login/access';
import { asWritten, table, type Variation } from './variation';

/** A copy without some members; the writers of JSON and XML leave out what is not there. */
function leaveOut<T extends object>(value: T, ...names: (keyof T & string)[]): T {
  const left = Object.entries(value).filter(([name]) => !(names as string[]).includes(name));
  return Object.fromEntries(left) as T;
}

const roles = (change: (role: Role) => Role) => giving('rolesOf')((all) => all.map(change));

function ids(idOf: (id: string) => string): Steps {
  const renamed = (user: AccessUser) => ({ ...user, id: idOf(user.id), domainId: idOf(user.domainId) });
  return all(
    roles((role) => ({ ...role, id: idOf(role.id) })),
    giving('buildAccess')((access) => (access.user ? { ...access, user: renamed(access.user) } : access)),
  );
}

function uuidOf(id: string): string {
  const digits = createHash('sha256').update(id).digest('hex');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}

export const userVariations: readonly Variation[] = [
  ...table(asWritten, [
    [
      'roles-none',
      'nobody has a role but for those of RCN',
      () => ({ rolesOf: ({ applyRcnRoles, user }) => (applyRcnRoles ? (user.rcn?.roles ?? []) : []) }),
    ],
  ]),
  ...table(roles, [
    ['roles-by-name-alone', 'roles have no id, no description and no tenant', (role) => leaveOut(role, 'id', 'description', 'tenantId')],
    [
      'roles-beyond-ascii',
      'roles have names in other scripts and descriptions of several lines',
      (role) => ({
        ...role,
        name: `Ŕöle 計 ${role.name} 𝓡`,
        description: `${role.description}\n\t<b>„über“</b> & 'alles' ]]> \u2028`,
      }),
    ],
  ]),
  ...table(ids, [
    ['ids-of-uuids', 'users, domains and roles have UUIDs for ids', uuidOf],
    ['ids-like-numbers', 'users, domains and roles have ids that look like numbers and are none', (id) => `00${id}.10e0`],
    ['ids-of-any-text', 'users, domains and roles have ids with blanks and signs in them', (id) => `urn:<${id}> & "co" é/`],
  ]),
];

const minute = 60 * 1000;
const expires = (change: (utc: string) => string) => giving('issueToken')((token) => ({ ...token, expires: change(token.expires) }));

function withOffset(utc: string, minutes: number, offset: string): string {
  return new Date(Date.parse(utc) + minutes * minute).toISOString().replace('Z', offset);
}

function sameAgain(): Steps {
  const issued = new Map<string, Token>();
  return giving('issueToken')((token, { user, tenant, authenticatedBy, scope }) => {
    const key = [user.id, tenant.id, ...authenticatedBy, scope].join(' ');
    issued.set(key, issued.get(key) ?? token);
    return issued.get(key) ?? token;
  });
}

export const tokenVariations: readonly Variation[] = [
  ...table(asWritten, [
    [
      'token-without-tenant',
      'a login without a tenant gives a token without one',
      giving('issueToken')((token, { tenantWasAsked }) => (tenantWasAsked ? token : leaveOut(token, 'tenant'))),
    ],
    ['token-the-same-again', 'a user who logs in again gets the same token as before while it is valid', begun(sameAgain)],
    [
      'token-long',
      'a token id has three thousand characters, signs of base64 among them',
      giving('issueToken')((token) => ({ ...token, id: `gAAAA+/${token.id.repeat(94)}==` })),
    ],
    [
      'token-in-headers-too',
      'the token comes in X-Auth-Token and X-Subject-Token as well',
      sending((answer) => {
        const id = /"?\bid"?[:=]\s*"(\w{32})"/.exec(String(answer.body))?.[1];
        return id ? { ...answer, headers: { ...answer.headers, 'X-Auth-Token': id, 'X-Subject-Token': id } } : answer;
      }),
    ],
  ]),
  ...table(expires, [
    ['expires-east-of-utc', 'the date of expiry has an offset of five hours and a half', (utc) => withOffset(utc, 330, '+05:30')],
    ['expires-west-of-utc', 'the date of expiry has an offset of minus six hours, like one of the samples', (utc) => withOffset(utc, -360, '-06:00')],
    ['expires-without-fraction', 'the date of expiry has no fraction of the second', (utc) => utc.replace(/\.\d+/, '')],
    ['expires-in-basic-format', 'the date of expiry has no separators', (utc) => utc.replace(/[-:]/g, '')],
    ['expires-at-the-end-of-a-day', 'the date of expiry is midnight, written as the end of a day', (utc) => utc.replace(/T.*Z$/, 'T24:00:00Z')],
    ['expires-in-nanoseconds', 'the date of expiry has nine digits of the second', (utc) => utc.replace('Z', '123456Z')],
    ['expires-soon', 'a token lives for ten minutes', () => new Date(Date.now() + 10 * minute).toISOString()],
  ]),
];

const catalogue = giving('serviceCatalogOf');
const endpoints = (change: (endpoint: Endpoint) => Endpoint) =>
  catalogue((all) => all.map((service) => ({ ...service, endpoints: service.endpoints.map(change) })));

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

const beyondAscii = (service: Service): Service => ({
  ...service,
  name: `${service.name} – سحابة 𝒞 "☁"`,
  type: `größe:${service.type}`,
  endpoints: service.endpoints.map((endpoint) => ({ ...endpoint, region: `Zürich-計算-${endpoint.region}` })),
});

export const catalogueVariations: readonly Variation[] = [
  ...table(asWritten, [
    [
      'catalogue-empty',
      'nobody has a service but for those of RCN',
      () => ({ serviceCatalogOf: ({ applyRcnRoles, user }) => (applyRcnRoles ? (user.rcn?.serviceCatalog ?? []) : []) }),
    ],
    ['catalogue-of-300', 'everybody has 300 services more', catalogue((all) => [...all, ...services(300)])],
    [
      'catalogue-shuffled',
      'services, endpoints and roles come in another order each time',
      all(
        giving('rolesOf')((own) => shuffled(own)),
        catalogue((own) => shuffled(own).map((service) => ({ ...service, endpoints: shuffled(service.endpoints) }))),
      ),
    ],
    ['catalogue-beyond-ascii', 'services and regions have names in other scripts', catalogue((all) => all.map(beyondAscii))],
  ]),
  ...table(endpoints, [
    ['endpoints-without-region', 'no endpoint has a region', (endpoint) => leaveOut(endpoint, 'region')],
    ['endpoints-bare', 'endpoints have only a publicURL and a region', ({ publicURL, region }) => ({ publicURL, region })],
    [
      'endpoints-with-all-urls',
      'every endpoint has an internal and an administrative URL',
      (endpoint) => ({
        ...endpoint,
        internalURL: endpoint.publicURL.replace('https://', 'http://internal.'),
        adminURL: endpoint.publicURL.replace('https://', 'https://admin.'),
      }),
    ],
    [
      'endpoint-urls-unusual',
      'the URLs of endpoints have ports, queries, addresses and escapes',
      (endpoint) => ({
        ...endpoint,
        publicURL: `${endpoint.publicURL}/%E8%A8%88;v=1?a=1&b='2'#top`,
        internalURL: `HTTP://[2001:db8::1]:8774/v2.1/~${endpoint.tenantId}`,
      }),
    ],
    [
      'versions-bare',
      'every endpoint has a version, of which the id alone is known',
      (endpoint) => ({ ...endpoint, version: leaveOut({ id: '2', info: '', list: '' }, 'info', 'list') }),
    ],
  ]),
];
