import type { AuthenticationMethod, Endpoint, Grant, Tenant, Token } from '../login/access';
import type { AskedTenant } from '../login/credentials';
import { foreignTenant } from '../users';
import type { Facets } from './conditions';
import {
  begun,
  betweenForms,
  type Breaks,
  type Effect,
  giving,
  going,
  granted,
  grantedInFull,
  onlyBy,
  refuse,
  refusedByVersion,
  type Steps,
  table,
  unconditionally,
  underAnyCondition,
  where,
} from './effect';

const ofIds = { breaks: ['token.id', 'setup.token', 'op.token-issued'], ...underAnyCondition } as const;
const day = 24 * 60 * 60 * 1000;

const token = (change: (token: Token, grant: Grant) => object) => giving('issueToken')((it, grant) => ({ ...it, ...change(it, grant) }));

function counting(): Steps {
  let count = 1000;
  return token(() => ({ id: String((count += 1)) }));
}

/** Token ids (lines 313 and 471, erratum E36). */
const ids: readonly Effect[] = [
  ...table({ breaks: 'token.opaque', about: granted }, [
    ['token-id-constant', 'every token has one id', token(() => ({ id: '0a1b2c' })), { breaks: 'token.unique', ...onlyBy('request', 'answer') }],
    ['token-id-empty', 'the token id is empty', token(() => ({ id: '' })), ofIds],
    ['token-id-is-user-name', 'the token id is the user name', token((_, { user }) => ({ id: user.username })), { about: grantedInFull }],
    ['token-id-counted', 'token ids count up', begun(counting), unconditionally],
  ]),
];

const expires = (change: (expires: string) => string) => token((issued) => ({ expires: change(issued.expires) }));
const later = (expires: string, by: number) => new Date(Date.parse(expires) + by).toISOString();

/** When a token expires (lines 313 and 472, errata E11 and E37). */
const dates: readonly Effect[] = [
  ...table({ breaks: 'token.valid', about: granted, by: expires }, [
    ['expires-before-issue', 'expires is a second before the issue', (at) => later(at, -day - 1000)],
    ['expires-in-twenty-years', 'expires is twenty years off', (at) => later(at, 7305 * day), { breaks: 'token.lifetime' }],
  ]),
  ...table({ breaks: ['token.expires', 'setup.token', 'setup.schema'], about: granted, by: expires }, [
    ['expires-without-zone', 'expires has no zone', (at) => at.replace('Z', '')],
    ['expires-in-month-13', 'expires is in a thirteenth month', (at) => at.replace(/-\d\d-/, '-13-')],
  ]),
];

const methods = (change: (methods: string[]) => string[]) =>
  token(({ authenticatedBy }) => ({ authenticatedBy: change(authenticatedBy) as AuthenticationMethod[] }));
const used = ['token.authenticated-by-used', 'mfa.both-factors', 'setup.authenticated-by'] as const;

/** What a token was earned by (lines 315-317 and 477-479, erratum E10). */
const authenticatedBy: readonly Effect[] = [
  ...table({ breaks: used, about: granted, by: methods }, [
    ['authenticated-by-password', 'authenticatedBy names a password', () => ['PASSWORD'], { about: { type: 'APIKEY' } }],
    ['authenticated-by-passcode', 'authenticatedBy names a passcode nobody gave', (all) => ['PASSCODE', ...all], { about: { type: 'PASSWORD' } }],
    ['authenticated-by-member', 'authenticatedBy names a member', (all) => all.map((one) => `${one}Credentials`), { tolerated: 'E10' }],
    ['authenticated-by-small', 'authenticatedBy is in small letters', (all) => all.map((one) => one.toLowerCase()), { tolerated: 'E10' }],
  ]),
  ...table({ breaks: ['token.authenticated-by', ...used, 'setup.schema', 'access.json', 'access.xml'], about: granted, by: methods }, [
    ['authenticated-by-empty', 'authenticatedBy is empty', () => []],
    ['authenticated-by-blank', 'authenticatedBy names an empty text', () => ['']],
  ]),
  ...table({ breaks: 'mfa.both-factors', about: { ...granted, type: 'PASSCODE', account: 'mfaUser' }, by: methods }, [
    ['factors-passcode-alone', 'authenticatedBy names the passcode alone', (all) => all.slice(0, 1)],
  ]),
];

const endpoints = (change: (endpoints: Endpoint[]) => Endpoint[]) =>
  giving('serviceCatalogOf')((all) => all.map((service) => ({ ...service, endpoints: change(service.endpoints) })));
const admin = { id: '99', name: 'admin', description: 'May do anything', propagate: false };

const doubled = { breaks: 'endpoint.unique', only: undefined };

/** What a login returns is the same in every form (erratum E40): what is so in some forms alone breaks that. */
const same = ['access.same', 'parity.roles', 'parity.service-catalog', 'query.rcn-own', 'query.rcn-default'] as const;
const content: readonly Effect[] = [
  ...table({ breaks: same, about: grantedInFull, by: giving('rolesOf'), ...betweenForms }, [
    ['last-role-lost', 'the last role is lost', (all) => all.slice(0, -1)],
    ['tenant-roles-lost', 'roles for a tenant are lost', (all) => all.filter(({ tenantId }) => !tenantId)],
    ['role-doubled', 'the first role stands there twice', (all) => [...all.slice(0, 1), ...all]],
    ['role-added', 'there is one role more', (all) => [...all, admin]],
    ['role-ids-shifted', 'roles have other ids', (all) => all.map((role) => ({ ...role, id: `0${role.id}` }))],
    ['role-names-cut', 'role names lose a letter', (all) => all.map((role) => ({ ...role, name: role.name.slice(1) }))],
  ]),
  ...table({ breaks: same, about: grantedInFull, by: giving('serviceCatalogOf'), ...betweenForms }, [
    ['last-service-lost', 'the last service is lost', (all) => all.slice(0, -1)],
    ['catalogue-emptied', 'the catalogue is empty', () => []],
    ['service-doubled', 'the first service stands there twice', (all) => [...all.slice(0, 1), ...all]],
    ['service-types-cut', 'types of services lose a letter', (all) => all.map((one) => ({ ...one, type: one.type.slice(1) }))],
  ]),
  ...table({ breaks: same, about: grantedInFull, by: endpoints, ...betweenForms }, [
    ['first-endpoint-lost', 'the first endpoint of each service is lost', (all) => all.slice(1), { tolerated: 'E26' }],
    ['endpoint-doubled', 'the last endpoint of each service stands there twice', (all) => [...all, ...all.slice(-1)], doubled],
    ['regions-lost', 'endpoints have no region', (all) => all.map(({ region: _, ...one }) => one)],
  ]),
];

const rcn = { outcome: 'granted', account: 'rcnUser' } as const;
const unread = { breaks: ['query.rcn-more', 'access.same'] } as const;

/** apply_rcn_roles (lines 80-87, erratum E40). */
const rcnRoles: readonly Effect[] = [
  ...table({ breaks: ['query.rcn-default', 'query.rcn-more', 'access.same'], about: { ...rcn, rcn: 'false' } }, [
    ['rcn-by-default', 'apply_rcn_roles is true by default', () => ({ applyRcnRoles: () => true }), { about: { rcn: 'none' } }],
    ['rcn-false-as-true', 'apply_rcn_roles=false counts as true', () => ({ applyRcnRoles: () => true })],
  ]),
  ...table({ breaks: ['query.rcn-own', 'access.same'], about: { ...rcn, rcn: 'true' } }, [
    ['rcn-not-looked-at', 'apply_rcn_roles is not looked at', () => ({ applyRcnRoles: () => false }), unread],
    ['rcn-roles-alone', "the roles of RCN stand in the place of one's own", () => ({ rolesOf: ({ user }) => user.rcn?.roles ?? [] })],
  ]),
];

/** Effects on what a login earns. */
export const tokenEffects: readonly Effect[] = [...ids, ...dates, ...authenticatedBy, ...content, ...rcnRoles];

const own = { ...grantedInFull, owner: 'user' } as const;
const ofToken = { breaks: ['token.tenant', 'tenant.id', 'tenant.name', 'parity.token'] } as const;
const refusing = { tolerated: refusedByVersion };

/** Where the samples and the query ask for a tenant as well. */
const everyTenant = [
  ...['tenant.table-placement', 'tenant.id', 'tenant.name', 'tenant.auth-attribute', 'token.tenant', 'query.rcn-own', 'query.rcn-default'],
  ...['sample.password-tenant-xml', 'sample.api-key-tenant-json'],
];

/** A token that is not for the tenant that was asked for, by where and how it was (lines 115-124 and 136-145, erratum E4). */
function scope({ tenant, placement }: Partial<Facets>): Breaks {
  if (placement === 'credentials') return ['tenant.table-placement', ...everyTenant];
  return [tenant === 'name' ? 'tenant.name' : 'tenant.id', ...everyTenant];
}

const tokenFor = (tenantOf: (tenant: Tenant) => Tenant | undefined) =>
  giving('issueToken')((token) => ({ ...token, tenant: token.tenant && tenantOf(token.tenant) }));

const asking = (ask: (id?: string, name?: string) => AskedTenant | undefined) => going('askedTenant', (_, [id], [name]) => ask(id, name));
const byId = (value?: string): AskedTenant | undefined => (value === undefined ? undefined : { by: 'id', value });
const byName = (value?: string): AskedTenant | undefined => (value === undefined ? undefined : { by: 'name', value });

/** Finds a tenant of the user where its own text and the one that was asked for are equal in a way of the server's own. */
const finding = (equal: (own: string, asked: string) => boolean) =>
  going('tenantFor', (go, user, asked) => user.tenants.find((own) => asked && equal(own[asked.by], asked.value)) ?? go(user, asked));

/** Effects on the tenant that a token is scoped to (lines 115-124 and 136-145, errata E4, E21, E23 and E27). */
export const tenantEffects: readonly Effect[] = [
  ...table({ breaks: scope, about: own, by: tokenFor }, [
    ['token-unscoped', 'the token is for no tenant, whichever was asked for', () => undefined, underAnyCondition],
    ['tenant-is-another', 'the token is for the tenant of another user', () => foreignTenant],
    ['tenant-name-of-another', 'the name of the tenant is that of another', ({ id }) => ({ id, name: foreignTenant.name }), ofToken],
    ['tenant-id-of-another', 'the id of the tenant is that of another', ({ name }) => ({ id: foreignTenant.id, name }), ofToken],
  ]),
  ...table({ breaks: scope, about: own, by: asking, ...underAnyCondition }, [
    ['tenant-not-looked-at', 'the tenant is not looked at', () => undefined],
    ['tenant-as-uuid', 'a tenant that is no UUID is refused', refuse('parameterInvalid'), refusing],
    ['id-among-names', 'a tenantId is looked up among names', (id, name) => byName(id ?? name), { about: { tenant: 'id' }, ...refusing }],
    ['name-among-ids', 'a tenantName is looked up among ids', (id, name) => byId(name ?? id), { about: { tenant: 'name' }, ...refusing }],
  ]),
  ...table({ breaks: ['tenant.foreign', 'token.tenant'], about: { ...grantedInFull, owner: 'other' } }, [
    ['tenant-of-any-letter-case', 'a tenant is found in any letter case', finding((own, asked) => own.toLowerCase() === asked.toLowerCase())],
    ['tenant-of-shorter-value', 'a tenant is found by the beginning of its id or name', finding((own, asked) => own.startsWith(asked))],
    ['foreign-tenant-granted', 'a login with a foreign tenant gives a token for it', () => ({ tenantFor: () => foreignTenant })],
  ]),
  ...table({ breaks: 'tenant.exclusive', about: { tenant: 'both', secret: 'right' }, by: asking }, [
    ['tenants-both-accepted', 'a request with tenantId and tenantName is accepted for the tenantId', byId, underAnyCondition],
  ]),
  ...table({ breaks: 'tenant.null', about: { request: 'json' }, ...onlyBy('type') }, [
    ['null-tenants-refused', 'a tenant that is null is refused', where('optionalParameter', (value) => value === null, refuse('parameterInvalid'))],
  ]),
];
