import type { UserRecord } from '../login/directory';
import { accountRecords, foreignTenant } from './users';

/** What a client needs to log in as one of the users, secrets in clear. */
export interface ReferenceAccount {
  username: string;
  password: string;
  apiKey?: string;
  tenantId?: string;
  tenantName?: string;
  passcode?: string;
}

export interface ReferenceConfiguration {
  accounts: Record<keyof typeof accountRecords, ReferenceAccount>;
  /** A tenant that exists, and belongs to none of the accounts. */
  foreignTenantId: string;
}

/** The accounts of this server's users, under the labels of the suite's configuration file. */
export function referenceConfiguration(): ReferenceConfiguration {
  const { user, secondUser, disabledUser, rcnUser, mfaUser, mfaSetupUser } = accountRecords;
  return {
    accounts: {
      user: { ...secretsOf(user), ...tenantOf(user) },
      secondUser: { ...secretsOf(secondUser), ...tenantOf(secondUser) },
      disabledUser: { ...secretsOf(disabledUser), ...tenantOf(disabledUser) },
      rcnUser: { ...secretsOf(rcnUser), ...tenantOf(rcnUser) },
      mfaUser: { ...secretsOf(mfaUser), ...tenantOf(mfaUser) },
      mfaSetupUser: { ...secretsOf(mfaSetupUser), ...tenantOf(mfaSetupUser) },
    },
    foreignTenantId: foreignTenant.id,
  };
}

function secretsOf({ username, password, apiKey, passcode }: UserRecord): ReferenceAccount {
  return {
    username,
    password,
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(passcode === undefined ? {} : { passcode }),
  };
}

/** The last tenant of a user: a login without a tenant is scoped to the first, so that asking shows. */
function tenantOf({ tenants }: UserRecord): { tenantId: string; tenantName: string } {
  const { id, name } = tenants.at(-1) ?? tenants[0];
  return { tenantId: id, tenantName: name };
}
