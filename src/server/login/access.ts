/**
 * What a login earns, in the words of the response table (document lines 262-295). Both formats are written
 * from this one model, so that they cannot say different things (erratum E12).
 */

/** How a user proved who they are, as `RAX-AUTH:authenticatedBy` spells it (erratum E10). */
export type AuthenticationMethod = 'PASSWORD' | 'APIKEY' | 'PASSCODE';

export interface Tenant {
  id: string;
  name: string;
}

export interface Token {
  id: string;
  /** ISO 8601 in UTC with milliseconds, like the sample of the API key response. */
  expires: string;
  tenant?: Tenant;
  authenticatedBy: AuthenticationMethod[];
}

export interface Role {
  id: string;
  name: string;
  description: string;
  tenantId?: string;
  /** Written in XML only, as in the samples (erratum E12). */
  propagate: boolean;
}

export interface AccessUser {
  id: string;
  name: string;
  roles: Role[];
  defaultRegion: string;
  domainId: string;
}

/** Three flat members in JSON, a child element in XML (erratum E12). */
export interface EndpointVersion {
  id: string;
  info: string;
  list: string;
}

export interface Endpoint {
  region?: string;
  tenantId?: string;
  publicURL: string;
  internalURL?: string;
  adminURL?: string;
  version?: EndpointVersion;
}

export interface Service {
  name: string;
  type: string;
  endpoints: Endpoint[];
}

/** A token for setting up multi-factor authentication comes alone, without user and service catalogue. */
export interface Access {
  token: Token;
  user?: AccessUser;
  serviceCatalog?: Service[];
}
