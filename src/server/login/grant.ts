import { randomUUID } from 'node:crypto';
import type { Access, AuthenticationMethod, Role, Service, Tenant, Token } from './access';
import type { AskedTenant, Login, Scope } from './credentials';
import type { User } from './directory';
import { Refusal } from './refusal';

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
