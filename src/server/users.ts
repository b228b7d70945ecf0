import type { Tenant } from './login/access';
import type { UserRecord } from './login/directory';
import {
  checkmate,
  computeDefault,
  fullCatalogue,
  objectStoreDefault,
  rcnCatalogue,
  rcnRoles,
  serversCatalogue,
  smallCatalogue,
  translator,
  userAdmin,
} from './service-catalogues';

const aliceTenant: Tenant = { id: '777001', name: 'alice-tenant' };
const aliceFiles = storageTenant('MossoCloudFS_5b0c9f0e-3d57-4c53-9f4e-6a1f0f2f8f61');
const bobTenant: Tenant = { id: '777002', name: 'bob-tenant' };
/** A tenant of none of the accounts. */
export const foreignTenant: Tenant = { id: '999001', name: 'olga-tenant' };

/**
 * The users that the suite's configuration names. Their secrets hold what JSON, XML and form encodings must
 * escape, so that a server which escapes wrongly does not know them.
 */
export const accountRecords = {
  user: {
    id: '172001',
    username: 'alice',
    password: `Mü&amp;<b>"q'+/\\%41 計=7`,
    apiKey: '0f2a6c1b9d8e4375a1c0b2d3e4f56789',
    tenants: [aliceFiles, aliceTenant],
    defaultRegion: 'DFW',
    domainId: aliceTenant.id,
    roles: [
      checkmate,
      objectStoreDefault(aliceFiles.id),
      computeDefault(aliceTenant.id),
      translator,
      userAdmin,
    ],
    serviceCatalog: fullCatalogue(aliceTenant.id, aliceFiles.id),
  },
  secondUser: {
    id: '172002',
    username: 'bob',
    password: 'Rosé+Brot & <Käse>/2',
    apiKey: '9e8d7c6b5a4f3e2d1c0b9a8f7e6d5c4b',
    tenants: [bobTenant],
    defaultRegion: 'LON',
    domainId: bobTenant.id,
    roles: [computeDefault(bobTenant.id), userAdmin],
    serviceCatalog: smallCatalogue(bobTenant.id),
  },
  disabledUser: {
    ...plainUser('172003', 'dave', { id: '777003', name: 'dave-tenant' }),
    password: 'Dave+was/here <3 & left',
    apiKey: '3c9d01a7e25b4f68a90d1e2f3b4c5d6e',
    disabled: true,
  },
  rcnUser: {
    ...plainUser('172004', 'rena', { id: '777004', name: 'rena-tenant' }),
    password: 'Rena&"Nürnberg"<4> \\%41+5',
    apiKey: 'b1f2e3d4c5a697887960a1b2c3d4e5f6',
    rcn: { roles: rcnRoles('777050'), serviceCatalog: rcnCatalogue('777050') },
  },
  mfaUser: {
    ...plainUser('172005', 'mia', { id: '777005', name: 'mia-tenant' }),
    password: "Mia's <two> factors & more",
    apiKey: '5f4e3d2c1b0a998877665544332211ff',
    passcode: '492817',
  },
  mfaSetupUser: {
    ...plainUser('172006', 'seth', { id: '777006', name: 'seth-tenant' }),
    password: 'Seth/needs+setup &amp; "söon" <b>\\%41',
    apiKey: 'c0ffee11d00d4a2b8c3d9e7f6a5b4c3d',
    mustSetUpMfa: true,
  },
} satisfies Record<string, UserRecord>;

/** The owner of the foreign tenant, whom the suite's configuration does not name. */
export const foreignUser: UserRecord = {
  ...plainUser('172009', 'olga', foreignTenant),
  password: 'Olga keeps to herself',
};

export const users: UserRecord[] = [...Object.values(accountRecords), foreignUser];

function plainUser(id: string, username: string, tenant: Tenant): Omit<UserRecord, 'password'> {
  return {
    id,
    username,
    tenants: [tenant],
    defaultRegion: 'IAD',
    domainId: tenant.id,
    roles: [computeDefault(tenant.id), userAdmin],
    serviceCatalog: serversCatalogue(tenant.id),
  };
}

/** The object store calls its tenants by their ids, as the samples do. */
function storageTenant(id: string): Tenant {
  return { id, name: id };
}

/** What a client needs to log in as one of the users, secrets in clear. */
export interface EmbeddedAccount {
  username: string;
  password: string;
  apiKey?: string;
  tenantId?: string;
  tenantName?: string;
  passcode?: string;
}

export interface EmbeddedConfiguration {
  accounts: Record<keyof typeof accountRecords, EmbeddedAccount>;
  /** A tenant that exists, and belongs to none of the accounts. */
  foreignTenantId: string;
}

/** The accounts of this server's users, under the labels of the suite's configuration file. */
export function embeddedConfiguration(): EmbeddedConfiguration {
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

function secretsOf({ username, password, apiKey, passcode }: UserRecord): EmbeddedAccount {
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
