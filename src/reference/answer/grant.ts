import { randomUUID } from 'node:crypto';
import type { Access, AuthenticationMethod, Role, Service, Tenant, Token } from '../access';
import type { User } from '../login/directory';
import type { Scope } from '../login/presented';

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
