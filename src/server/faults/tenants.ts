import { foreignTenant } from '../data/users';
import { type Breaks, type Effect, notBy, onlyBy, refusedByVersion, table, tableBy, underAnyCondition } from '../deviations/effect';
import type { Facets } from '../deviations/facets';
import type { Steps } from '../deviations/steps';
import type { Tenant } from '../login/access';
import type { AskedTenant } from '../login/credentials';
import { Refusal, type RefusalReason } from '../login/refusal';

const own = { owner: 'user', outcome: 'granted', scope: 'none' } as const;
const refusing = { tolerated: refusedByVersion };

/** A token that is not for the tenant that was asked for, by where and how it was (lines 115-124 and 136-145, erratum E4). */
function scope({ tenant, placement }: Partial<Facets>): Breaks {
  const rest = [
    'tenant.table-placement',
    'token.tenant',
    'query.rcn-own',
    'query.rcn-default',
    'sample.password-tenant-xml',
    'sample.api-key-tenant-json',
    'tenant.auth-attribute',
  ];
  if (placement === 'credentials') return ['tenant.table-placement', 'tenant.id', 'tenant.name', ...rest];
  if (tenant === 'name') return ['tenant.name', ...rest];
  return tenant === 'id' ? ['tenant.id', ...rest] : ['tenant.id', 'tenant.name', ...rest];
}

/** A login without a tenant that is refused. */
function withoutTenant({ type, account }: Partial<Facets>): Breaks {
  if (type === 'PASSCODE' || account === 'mfaUser') return 'mfa.second-request';
  return ['tenant.optional', 'query.rcn-default', 'query.rcn-own', 'op.password', 'op.api-key'];
}

const tokenFor =
  (tenantOf: (tenant: Tenant) => Tenant | undefined): Steps =>
  (standard) => ({
    issueToken: (grant) => {
      const token = standard.issueToken(grant);
      return { ...token, tenant: token.tenant && tenantOf(token.tenant) };
    },
  });

const asking =
  (ask: (id: string | undefined, name: string | undefined) => AskedTenant | undefined): Steps =>
  () => ({ askedTenant: ([id], [name]) => ask(id, name) });
const byId = (value?: string): AskedTenant | undefined => (value === undefined ? undefined : { by: 'id', value });
const byName = (value?: string): AskedTenant | undefined => (value === undefined ? undefined : { by: 'name', value });

/** Finds a tenant of the user where its own text and the one that was asked for are equal in a way of the server's own. */
function findingTenant(equal: (own: string, asked: string) => boolean): Steps {
  return (standard) => ({
    tenantFor: (user, asked) => user.tenants.find((own) => asked && equal(own[asked.by], asked.value)) ?? standard.tenantFor(user, asked),
  });
}

function refuse(reason: RefusalReason): never {
  throw new Refusal(reason);
}

/** Effects on the tenant that a token is scoped to (lines 115-124 and 136-145, errata E4, E21, E23 and E27). */
export const tenantEffects: readonly Effect[] = [
  ...tableBy({ breaks: scope, about: own, by: tokenFor }, [
    ['token-unscoped', 'the token is for no tenant, whichever was asked for', () => undefined, underAnyCondition],
    ['tenant-is-another', 'the token is for the tenant of another user', () => foreignTenant],
  ]),
  ...tableBy({ breaks: ['token.tenant', 'tenant.id', 'tenant.name', 'parity.token'], about: own, by: tokenFor }, [
    ['tenant-name-of-another', 'the name of the tenant is that of another', ({ id }) => ({ id, name: foreignTenant.name })],
    ['tenant-id-of-another', 'the id of the tenant is that of another', ({ name }) => ({ id: foreignTenant.id, name })],
    ['tenant-name-is-id', 'the name of the tenant is its id', ({ id }) => ({ id, name: id })],
    ['tenant-id-is-name', 'the id of the tenant is its name', ({ name }) => ({ id: name, name })],
  ]),
  ...table({ breaks: scope, about: own }, [
    ['own-tenant-refused', 'a tenant of the user is taken for unknown', () => ({ tenantFor: () => refuse('tenantForeign') }), refusing],
    ['first-tenant-instead', 'the token is for the first tenant of the user', () => ({ tenantFor: (user) => user.tenants[0] })],
    ['tenant-not-looked-at', 'the tenant is not looked at', asking(() => undefined), notBy('placement')],
    ['tenant-as-uuid', 'a tenant that is no UUID is refused', asking(() => refuse('parameterInvalid')), { ...notBy('placement'), ...refusing }],
  ]),
  ...table({ breaks: scope, about: { ...own, tenant: 'id' } }, [
    ['id-among-names', 'a tenantId is looked up among names', asking((id, name) => byName(id ?? name)), { ...notBy('placement'), ...refusing }],
  ]),
  ...table({ breaks: scope, about: { ...own, tenant: 'name' } }, [
    ['name-among-ids', 'a tenantName is looked up among ids', asking((id, name) => byId(name ?? id)), { ...notBy('placement'), ...refusing }],
  ]),
  ...table({ breaks: withoutTenant, about: { tenant: 'none', outcome: 'granted', scope: 'none' } }, [
    ['tenant-required', 'a login without a tenant is refused', () => ({ tenantFor: () => refuse('parameterMissing') })],
  ]),
  ...table({ breaks: ['tenant.foreign', 'token.tenant'], about: { owner: 'other', outcome: 'granted', scope: 'none' } }, [
    [
      'foreign-tenant-granted',
      'a login with any tenant gives a token for it',
      (standard) => ({
        tenantFor: (user, asked) => {
          if (!asked) return standard.tenantFor(user, asked);
          return asked.value === foreignTenant.id ? foreignTenant : { id: asked.value, name: asked.value };
        },
      }),
    ],
    ['tenant-of-any-letter-case', 'a tenant is found in any letter case', findingTenant((own, asked) => own.toLowerCase() === asked.toLowerCase())],
    ['tenant-of-longer-value', 'a tenant is found whatever follows its id or name', findingTenant((own, asked) => asked.startsWith(own))],
    ['tenant-of-shorter-value', 'a tenant is found by the beginning of its id or name', findingTenant((own, asked) => own.startsWith(asked))],
    ['foreign-tenant-replaced', 'instead of a foreign tenant the token is for one of the user', () => ({ tenantFor: (user) => user.tenants[0] })],
    [
      'foreign-tenant-unscoped',
      'instead of for a foreign tenant the token is for none',
      (standard) => ({ tenantFor: (user) => user.tenants[0], issueToken: (grant) => ({ ...standard.issueToken(grant), tenant: undefined }) }),
    ],
  ]),
  ...tableBy({ breaks: 'tenant.exclusive', about: { tenant: 'both', secret: 'right' }, by: asking }, [
    [
      'tenants-both-accepted',
      'a request with tenantId and tenantName is accepted for the tenantId',
      (id, name) => byId(id) ?? byName(name),
      underAnyCondition,
    ],
    ['tenants-both-accepted-by-name', 'a request with both tenant members is accepted for the name', (id, name) => byName(name) ?? byId(id)],
    ['tenants-both-disregarded', 'of tenantId and tenantName neither counts', () => undefined],
  ]),
  ...table({ breaks: 'tenant.null', about: { request: 'json' }, ...onlyBy('type') }, [
    [
      'null-tenants-refused',
      'a tenant that is null is refused',
      (standard) => ({ optionalParameter: (value, name) => (value === null ? refuse('parameterInvalid') : standard.optionalParameter(value, name)) }),
    ],
    [
      'null-tenants-as-text',
      'a tenant that is null is the tenant named null',
      (standard) => ({ optionalParameter: (value, name) => (value === null ? 'null' : standard.optionalParameter(value, name)) }),
    ],
  ]),
];
