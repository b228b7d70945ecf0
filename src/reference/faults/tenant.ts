import { Refusal } from '../refusal';
import { crash } from './crash';
import type { InjectedFault } from './injected-fault';
import { takingJsonFor, takingXmlFor, together } from './request-changes';
import { unscopedByDefault, withoutCredentialsTenant } from './tenant-placements';
import { tenantScopeFaults } from './tenant-scope';
import { exclusiveTenantFaults } from './tenants-both';
import { foreignTenantFaults } from './tenants-foreign';

const optionalFaults: readonly InjectedFault[] = [
  {
    name: 'tenant-required',
    breaks: 'tenant.optional',
    what: 'a login without a tenant is answered 400',
    deviate: (standard) => ({
      ...standard,
      askedTenant: (ids, names) => {
        if (ids.length + names.length === 0) throw new Refusal('parameterMissing');
        return standard.askedTenant(ids, names);
      },
    }),
  },
  {
    name: 'tenant-required-with-api-key',
    breaks: 'tenant.optional',
    what: 'a login by API key without a tenant is answered 400',
    deviate: (standard) => ({
      ...standard,
      presentedTenants: (auth, credentials) => {
        const presented = standard.presentedTenants(auth, credentials);
        const given = [...presented.tenantId, ...presented.tenantName].some((value) => value !== undefined);
        if (credentials.method === 'APIKEY' && !given) throw new Refusal('parameterMissing');
        return presented;
      },
    }),
  },
];

const placementFaults: readonly InjectedFault[] = [
  {
    name: 'json-credentials-tenant-ignored',
    breaks: 'tenant.table-placement',
    what: 'a tenant inside the JSON credentials is not looked at, and the token is for no tenant',
    deviate: together(unscopedByDefault, takingJsonFor(withoutCredentialsTenant)),
  },
  {
    name: 'json-credentials-tenant-unauthorized',
    breaks: 'tenant.table-placement',
    what: 'a tenant inside the JSON credentials is answered 401',
    deviate: takingJsonFor((auth) => {
      if (JSON.stringify(withoutCredentialsTenant(auth)) !== JSON.stringify(auth))
        throw new Refusal('secretWrong');
      return auth;
    }),
  },
  {
    name: 'xml-auth-tenant-crashes',
    breaks: 'tenant.auth-attribute',
    what: 'a tenant on the XML auth element is answered 500',
    deviate: takingXmlFor((auth) => ((auth.tenantId ?? auth.tenantName) === undefined ? auth : crash())),
  },
  {
    name: 'null-tenants-refused',
    breaks: 'tenant.null',
    what: 'a tenantId or tenantName that is null is answered 400',
    deviate: (standard) => ({
      ...standard,
      optionalParameter: (value, name) => {
        if (value === null) throw new Refusal('parameterInvalid');
        return standard.optionalParameter(value, name);
      },
    }),
  },
  {
    name: 'null-tenants-as-text',
    breaks: 'tenant.null',
    what: 'a null tenant is taken for the tenant with the name null',
    deviate: (standard) => ({
      ...standard,
      optionalParameter: (value, name) => standard.optionalParameter(value === null ? 'null' : value, name),
    }),
  },
];

/** Faults of the requirements of tenant.yaml. */
export const tenantFaults: readonly InjectedFault[] = [
  ...optionalFaults,
  ...tenantScopeFaults,
  ...exclusiveTenantFaults,
  ...placementFaults,
  ...foreignTenantFaults,
];
