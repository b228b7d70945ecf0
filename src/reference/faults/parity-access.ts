import { afterXml, inJson, inXml, isByApiKey, roles, token, user } from './granted-access';
import type { InjectedFault } from './injected-fault';
import { absent, jsonMember, text } from './json-answer';
import { withoutAttribute, xmlElements } from './xml-answer';

/** Faults of parity.token, parity.user and parity.roles. */
export const parityAccessFaults: readonly InjectedFault[] = [
  {
    name: 'json-token-tenant-missing',
    breaks: 'parity.token',
    what: 'the token has a tenant in XML alone',
    deviate: inJson(token((known) => ({ ...known, tenant: undefined }))),
  },
  {
    name: 'xml-token-tenant-missing',
    breaks: 'parity.token',
    what: 'the token has a tenant in JSON alone',
    deviate: inXml(token((known) => ({ ...known, tenant: undefined }))),
  },
  {
    name: 'xml-token-tenant-name-is-id',
    breaks: 'parity.token',
    what: 'the name of the tenant of the token is its id in XML',
    deviate: xmlElements('tenant', (tenant) => tenant.setAttribute('name', tenant.getAttribute('id') ?? '')),
  },
  {
    name: 'json-token-tenant-id-is-name',
    breaks: 'parity.token',
    what: 'the id of the tenant of the token is its name in JSON',
    deviate: inJson(
      token((known) => ({
        ...known,
        tenant: known.tenant && { ...known.tenant, id: known.tenant.name },
      })),
    ),
  },
  {
    name: 'token-after-xml-without-tenant',
    breaks: 'parity.token',
    what: 'a login in XML earns a token without a tenant',
    deviate: afterXml(token((known) => ({ ...known, tenant: undefined }))),
  },
  {
    name: 'xml-authenticated-by-password-alone',
    breaks: 'parity.token',
    what: 'authenticatedBy names a password in XML, whatever was used',
    deviate: inXml(token((known) => ({ ...known, authenticatedBy: ['PASSWORD'] }))),
  },
  {
    name: 'json-authenticated-by-longer',
    breaks: 'parity.token',
    what: 'authenticatedBy names in JSON one credential more than in XML',
    deviate: jsonMember('access.token.RAX-AUTH:authenticatedBy', (methods) =>
      Array.isArray(methods) ? [...methods, 'FEDERATED'] : methods,
    ),
  },
  {
    name: 'xml-token-without-id',
    breaks: 'parity.token',
    what: 'the token has an id in JSON alone',
    deviate: xmlElements('token', withoutAttribute('id')),
  },
  {
    name: 'json-expires-null',
    breaks: 'parity.token',
    what: 'expires is null in JSON and a date in XML',
    deviate: jsonMember('access.token.expires', () => null),
  },
  {
    name: 'xml-user-id-padded',
    breaks: 'parity.user',
    what: 'the id of the user has zeros before it in XML',
    deviate: inXml(user((known) => ({ ...known, id: known.id.padStart(10, '0') }))),
  },
  {
    name: 'json-user-name-in-capitals',
    breaks: 'parity.user',
    what: 'the name of the user is in capitals in JSON alone',
    deviate: inJson(user((known) => ({ ...known, name: known.name.toUpperCase() }))),
  },
  {
    name: 'xml-default-region-missing',
    breaks: 'parity.user',
    what: 'the default region of the user is in JSON alone',
    deviate: xmlElements('user', withoutAttribute('rax-auth:defaultRegion')),
  },
  {
    name: 'json-default-region-in-small-letters',
    breaks: 'parity.user',
    what: 'the default region of the user is in small letters in JSON',
    deviate: inJson(user((known) => ({ ...known, defaultRegion: known.defaultRegion.toLowerCase() }))),
  },
  {
    name: 'json-domain-missing-by-api-key',
    breaks: 'parity.user',
    what: 'after a login by API key the domain of the user is in XML alone',
    deviate: jsonMember('access.user.RAX-AUTH:domainId', absent, isByApiKey),
  },
  {
    name: 'xml-domain-is-the-region',
    breaks: 'parity.user',
    what: 'the domain of the user is the default region in XML',
    deviate: inXml(user((known) => ({ ...known, domainId: known.defaultRegion }))),
  },
  {
    name: 'user-after-xml-in-other-region',
    breaks: 'parity.user',
    what: 'a login in XML returns the user with another default region',
    deviate: afterXml(user((known) => ({ ...known, defaultRegion: 'ORD' }))),
  },
  {
    name: 'xml-role-missing',
    breaks: 'parity.roles',
    what: 'the last role of the user is in JSON alone',
    deviate: inXml(roles((known) => known.slice(0, -1))),
  },
  {
    name: 'json-role-missing',
    breaks: 'parity.roles',
    what: 'the last role of the user is in XML alone',
    deviate: inJson(roles((known) => known.slice(0, -1))),
  },
  {
    name: 'xml-role-twice',
    breaks: 'parity.roles',
    what: 'the first role of the user stands twice in XML',
    deviate: inXml(roles((known) => [...known, ...known.slice(0, 1)])),
  },
  {
    name: 'xml-role-id-missing',
    breaks: 'parity.roles',
    what: 'the id of a role is in JSON alone',
    deviate: xmlElements('role', withoutAttribute('id')),
  },
  {
    name: 'json-role-id-is-name',
    breaks: 'parity.roles',
    what: 'the id of a role is its name in JSON',
    deviate: inJson(roles((known) => known.map((role) => ({ ...role, id: role.name })))),
  },
  {
    name: 'json-role-name-without-service',
    breaks: 'parity.roles',
    what: 'the name of a role lacks in JSON what is before its colon',
    deviate: jsonMember(
      'access.user.roles.*.name',
      text((name) => name.replace(/^.*:/, '')),
    ),
  },
  {
    name: 'json-role-description-missing',
    breaks: 'parity.roles',
    what: 'the description of a role is in XML alone',
    deviate: jsonMember('access.user.roles.*.description', absent),
  },
  {
    name: 'xml-role-description-missing',
    breaks: 'parity.roles',
    what: 'the description of a role is in JSON alone',
    deviate: xmlElements('role', withoutAttribute('description')),
  },
  {
    name: 'json-role-tenant-missing',
    breaks: 'parity.roles',
    what: 'the tenantId of a role is in XML alone',
    deviate: jsonMember('access.user.roles.*.tenantId', absent),
  },
  {
    name: 'xml-role-tenant-missing',
    breaks: 'parity.roles',
    what: 'the tenantId of a role is in JSON alone',
    deviate: xmlElements('role', withoutAttribute('tenantId')),
  },
  {
    name: 'xml-role-tenant-of-the-token',
    breaks: 'parity.roles',
    what: 'every role has the tenant of the token as its tenantId in XML',
    deviate: inXml((access) =>
      roles((known) => known.map((role) => ({ ...role, tenantId: access.token.tenant?.id })))(access),
    ),
  },
  {
    name: 'roles-after-xml-missing',
    breaks: 'parity.roles',
    what: 'a login in XML returns no roles that are for a tenant',
    deviate: afterXml(roles((known) => known.filter(({ tenantId }) => tenantId === undefined))),
  },
];
