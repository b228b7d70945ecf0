import type { AskedTenant } from '../login/presented';
import { Refusal } from '../refusal';
import { inJson, inXml, token } from './granted-access';
import type { InjectedFault } from './injected-fault';
import { jsonMember, numeric } from './json-answer';
import { issuingForNone, noTenant } from './tenant-placements';

const withoutTenant = token((issued) => ({ ...issued, tenant: undefined }));

/** Faults of tenant.id and tenant.name: a token that is not for the tenant that was asked for. */
export const tenantScopeFaults: readonly InjectedFault[] = [
  {
    name: 'tenant-id-as-uuid',
    breaks: 'tenant.id',
    what: 'a tenantId that is no UUID is answered 400',
    deviate: (standard) => ({
      ...standard,
      optionalParameter: (value, name) => {
        const given = standard.optionalParameter(value, name);
        if (name === 'tenantId' && given !== undefined && !/^[\da-f]{8}-/.test(given))
          throw new Refusal('parameterInvalid');
        return given;
      },
    }),
  },
  {
    name: 'tenant-id-ignored',
    breaks: 'tenant.id',
    what: 'a login with a tenantId gives a token for no tenant',
    deviate: unscoping((asked) => asked.by === 'id'),
  },
  {
    name: 'tenant-id-taken-for-name',
    breaks: 'tenant.id',
    what: 'a tenantId is looked up among the names of tenants',
    deviate: (standard) => ({
      ...standard,
      tenantFor: (user, asked) => standard.tenantFor(user, asked && { ...asked, by: 'name' }),
    }),
  },
  {
    name: 'tenant-id-of-another-tenant',
    breaks: 'tenant.id',
    what: 'a login with a tenantId gives a token for the first tenant of the user',
    deviate: (standard) => ({
      ...standard,
      tenantFor: (user, asked) => {
        const tenant = standard.tenantFor(user, asked);
        return asked?.by === 'id' ? user.tenants[0] : tenant;
      },
    }),
  },
  {
    name: 'json-tenant-id-number',
    breaks: 'tenant.id',
    what: 'the id of the tenant is a number in JSON answers',
    deviate: jsonMember('access.token.tenant.id', numeric),
  },
  {
    name: 'xml-answers-unscoped',
    breaks: 'tenant.id',
    what: 'the token of an XML answer has no tenant',
    deviate: inXml(withoutTenant),
  },
  {
    name: 'tenant-names-unknown',
    breaks: 'tenant.name',
    what: 'a tenant is known by its id only, and a login with its name is answered 401',
    deviate: (standard) => ({
      ...standard,
      tenantFor: (user, asked) => {
        if (asked?.by === 'name') throw new Refusal('tenantForeign');
        return standard.tenantFor(user, asked);
      },
    }),
  },
  {
    name: 'tenant-name-ignored',
    breaks: 'tenant.name',
    what: 'a login with a tenantName gives a token for no tenant',
    deviate: unscoping((asked) => asked.by === 'name'),
  },
  {
    name: 'json-answers-unscoped',
    breaks: 'tenant.name',
    what: 'the token of a JSON answer has no tenant',
    deviate: inJson(withoutTenant),
  },
  {
    name: 'xml-tenant-id-for-name',
    breaks: 'tenant.name',
    what: 'the name of the tenant is its id in XML answers',
    deviate: inXml(
      token((issued) => ({
        ...issued,
        tenant: issued.tenant && { id: issued.tenant.id, name: issued.tenant.id },
      })),
    ),
  },
];

/** The token for a tenant of the user that was asked for is for none. */
function unscoping(passedOver: (asked: AskedTenant) => boolean): InjectedFault['deviate'] {
  return (standard) => ({
    ...issuingForNone(standard),
    tenantFor: (user, asked) => {
      const tenant = standard.tenantFor(user, asked);
      return asked && passedOver(asked) ? noTenant : tenant;
    },
  });
}
