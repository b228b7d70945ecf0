import { foreignTenant } from '../users';
import { type Breaks, type Effect, grantedInFull, onlyBy, refusedByVersion, table, underAnyCondition } from './effect';
import type { Facets } from './conditions';
import { giving, going, refuse, where } from './steps';
import type { Tenant } from '../login/access';
import type { AskedTenant } from '../login/credentials';

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
