import type { PresentedAuth } from '../login/presented';
import { crash } from './crash';
import type { InjectedFault } from './injected-fault';
import { takenFor } from './refused-as';
import { takingJsonFor, takingXmlFor } from './request-changes';

/** Faults of tenant.exclusive: a tenantId beside a tenantName. */
export const exclusiveTenantFaults: readonly InjectedFault[] = [
  {
    name: 'tenants-both-accepted',
    breaks: 'tenant.exclusive',
    what: 'a request with tenantId and tenantName is accepted for the tenantId',
    deviate: (standard) => ({
      ...standard,
      askedTenant: (ids, names) => standard.askedTenant(ids, ids.length > 0 ? [] : names),
    }),
  },
  {
    name: 'tenants-both-accepted-by-name',
    breaks: 'tenant.exclusive',
    what: 'a request with tenantId and tenantName is accepted for the tenantName',
    deviate: (standard) => ({
      ...standard,
      askedTenant: (ids, names) => standard.askedTenant(names.length > 0 ? [] : ids, names),
    }),
  },
  {
    name: 'tenants-both-unauthorized',
    breaks: 'tenant.exclusive',
    what: 'a request with tenantId and tenantName is answered 401',
    deviate: takenFor('secretWrong', 'tenantsConflict'),
  },
  {
    name: 'tenants-both-crash',
    breaks: 'tenant.exclusive',
    what: 'a request with tenantId and tenantName is answered 500',
    deviate: (standard) => ({
      ...standard,
      askedTenant: (ids, names) =>
        ids.length > 0 && names.length > 0 ? crash() : standard.askedTenant(ids, names),
    }),
  },
  {
    name: 'tenants-both-accepted-with-api-key',
    breaks: 'tenant.exclusive',
    what: 'a login by API key is accepted with tenantId and tenantName',
    deviate: (standard) => ({
      ...standard,
      presentedTenants: (auth, credentials) => {
        const presented = standard.presentedTenants(auth, credentials);
        const drop = credentials.method === 'APIKEY' && presented.tenantId.some((id) => id !== undefined);
        return drop ? { ...presented, tenantName: [] } : presented;
      },
    }),
  },
  {
    name: 'tenants-apart-accepted',
    breaks: 'tenant.exclusive',
    what: 'a tenantId and a tenantName are accepted where one is in auth and the other in the credentials',
    deviate: (standard) => ({
      ...standard,
      presentedTenants: (auth, credentials) => {
        const inAuth = auth.tenantId !== undefined || auth.tenantName !== undefined;
        const { tenantId, tenantName } = inAuth ? auth : credentials;
        return { tenantId: [tenantId], tenantName: [tenantName] };
      },
    }),
  },
  {
    name: 'json-auth-tenants-both-accepted',
    breaks: 'tenant.exclusive',
    what: 'tenantId and tenantName are accepted beside the JSON credentials',
    deviate: takingJsonFor(firstInAuth),
  },
  {
    name: 'xml-auth-tenants-both-accepted',
    breaks: 'tenant.exclusive',
    what: 'tenantId and tenantName are accepted on the XML auth element',
    deviate: takingXmlFor(firstInAuth),
  },
  {
    name: 'json-credentials-tenants-both-accepted',
    breaks: 'tenant.exclusive',
    what: 'tenantId and tenantName are accepted inside the JSON credentials',
    deviate: takingJsonFor(firstInCredentials),
  },
  {
    name: 'xml-credentials-tenants-both-accepted',
    breaks: 'tenant.exclusive',
    what: 'tenantId and tenantName are accepted on the XML credentials element',
    deviate: takingXmlFor(firstInCredentials),
  },
];

function firstInAuth(auth: PresentedAuth): PresentedAuth {
  return firstTenant(auth);
}

function firstInCredentials(auth: PresentedAuth): PresentedAuth {
  return {
    ...auth,
    passwordCredentials: firstTenantIn(auth.passwordCredentials),
    apiKeyCredentials: firstTenantIn(auth.apiKeyCredentials),
  };
}

function firstTenantIn(credentials: unknown): unknown {
  return typeof credentials === 'object' && credentials !== null ? firstTenant(credentials) : credentials;
}

/** Without the tenantName where there is a tenantId. */
function firstTenant<Members extends { tenantId?: unknown; tenantName?: unknown }>(
  members: Members,
): Members {
  return members.tenantId === undefined ? members : { ...members, tenantName: undefined };
}
