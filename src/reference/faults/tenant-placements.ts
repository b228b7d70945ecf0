import type { Tenant } from '../access';
import type { Behaviour } from '../behaviour';
import type { PresentedAuth } from '../login/presented';

/**
 * A login without a tenant gives a token for none, as a server may have it (erratum E23). Only on such a server
 * does it show when a tenant that was asked for is passed over.
 */
export function unscopedByDefault(standard: Behaviour): Behaviour {
  return {
    ...standard,
    issueToken: (grant) => {
      const token = standard.issueToken(grant);
      return grant.tenantWasAsked ? token : { ...token, tenant: undefined };
    },
  };
}

/** Stands for no tenant where a step must give one. */
export const noTenant: Tenant = { id: '', name: '' };

/** A token for `noTenant` is issued without a tenant. */
export function issuingForNone(standard: Behaviour): Behaviour {
  return {
    ...standard,
    issueToken: (grant) => {
      const token = standard.issueToken(grant);
      return grant.tenant === noTenant ? { ...token, tenant: undefined } : token;
    },
  };
}

/** What was presented, as if no tenant stood in the credentials. */
export function withoutCredentialsTenant(auth: PresentedAuth): PresentedAuth {
  return {
    ...auth,
    passwordCredentials: withoutTenant(auth.passwordCredentials),
    apiKeyCredentials: withoutTenant(auth.apiKeyCredentials),
  };
}

function withoutTenant(credentials: unknown): unknown {
  if (typeof credentials !== 'object' || credentials === null || Array.isArray(credentials))
    return credentials;
  const { tenantId: _, tenantName: __, ...others } = credentials as Record<string, unknown>;
  return others;
}
