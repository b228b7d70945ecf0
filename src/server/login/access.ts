import { randomUUID } from 'node:crypto';
import type { AskedTenant, Login, Scope } from './credentials';
import type { User } from './directory';
import { Refusal } from './refusal';

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

const TOKEN_LIFETIME_MS = 24 * 60 * 60 * 1000;

/** A login that was granted: everything that its response depends on. */
export interface Grant {
  user: User;
  /** The user's own first tenant when none was asked for. */
  tenant: Tenant;
  tenantWasAsked: boolean;
  authenticatedBy: AuthenticationMethod[];
  scope?: Scope;
  applyRcnRoles: boolean;
}

/**
 * A new token for every login, good for 24 hours. One for setting up multi-factor authentication names a
 * tenant only if one was asked for.
 */
export function issueToken(grant: Grant): Token {
  return {
    id: randomUUID().replaceAll('-', ''),
    expires: new Date(Date.now() + TOKEN_LIFETIME_MS).toISOString(),
    tenant: grant.scope === undefined || grant.tenantWasAsked ? grant.tenant : undefined,
    authenticatedBy: grant.authenticatedBy,
  };
}

/** The user's roles, and those due to RCN when the request asked for them (document lines 86-87). */
export function rolesOf(grant: Grant): Role[] {
  return [...grant.user.roles, ...(rcnOf(grant)?.roles ?? [])];
}

/** The services likewise; RCN endpoints of a service that the user has anyway join it. */
export function serviceCatalogOf(grant: Grant): Service[] {
  const added = rcnOf(grant)?.serviceCatalog ?? [];
  const own = grant.user.serviceCatalog.map((service) => ({
    ...service,
    endpoints: [service, ...added.filter((other) => isSame(other, service))].flatMap((it) => it.endpoints),
  }));
  return [...own, ...added.filter((service) => !own.some((other) => isSame(other, service)))];
}

/** Puts a response together. With the scope `SETUP-MFA` it is a token alone (document lines 950-964, E9). */
export function buildAccess(grant: Grant, token: Token, roles: Role[], serviceCatalog: Service[]): Access {
  if (grant.scope === 'SETUP-MFA') return { token };
  const { id, username, defaultRegion, domainId } = grant.user;
  return { token, user: { id, name: username, roles, defaultRegion, domainId }, serviceCatalog };
}

function rcnOf(grant: Grant): User['rcn'] {
  return grant.applyRcnRoles ? grant.user.rcn : undefined;
}

function isSame(one: Service, other: Service): boolean {
  return one.type === other.type && one.name === other.name;
}

/** @throws Refusal `userDisabled`, once the credentials were right (document lines 56-60) */
export function refuseDisabled(user: User): void {
  if (user.disabled) throw new Refusal('userDisabled');
}

/**
 * @throws Refusal `setupRequired` for a user who must set up multi-factor authentication first (document
 * lines 62-65, erratum E15). The scope `SETUP-MFA` is the way to do so, and an API key needs no second factor.
 */
export function refuseWithoutSetup(user: User, login: Login): void {
  if (user.mustSetUpMfa && login.method === 'PASSWORD' && login.scope === undefined) {
    throw new Refusal('setupRequired');
  }
}

/**
 * Whether a passcode is still due (document lines 52-55). No scope excuses from it: a setup token must not
 * let a mere password replace the second factor.
 */
export function passcodeIsDue(user: User, login: Login): boolean {
  return user.passcode !== undefined && login.method === 'PASSWORD';
}

/**
 * The tenant to scope the token to: the one asked for, else the user's first (erratum E23).
 *
 * @throws Refusal `tenantForeign` for a tenant that is unknown or not the user's (erratum E21)
 */
export function tenantFor(user: User, asked: AskedTenant | undefined): Tenant {
  if (!asked) return user.tenants[0];
  const tenant = user.tenants.find((candidate) => candidate[asked.by] === asked.value);
  if (!tenant) throw new Refusal('tenantForeign');
  return tenant;
}
