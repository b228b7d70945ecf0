import { Refusal } from './refusal';

/**
 * What a request presents, before anything is checked: values of any type as they were sent, undefined where
 * there was nothing. JSON and XML bodies are read into the same shape.
 */
export interface PresentedAuth {
  passwordCredentials?: unknown;
  apiKeyCredentials?: unknown;
  passcodeCredentials?: unknown;
  tenantId?: unknown;
  tenantName?: unknown;
  scope?: unknown;
}

/** The one set of credentials that a request presents. A passcode has no user name: its session knows it. */
export interface PresentedCredentials {
  method: 'PASSWORD' | 'APIKEY' | 'PASSCODE';
  username?: unknown;
  secret?: unknown;
  tenantId?: unknown;
  tenantName?: unknown;
}

/** Every value given for a tenant, wherever it stood (erratum E4). */
export interface PresentedTenants {
  tenantId: unknown[];
  tenantName: unknown[];
}

/** The tenant that a token shall be scoped to, by its id or by its name. */
export interface AskedTenant {
  by: 'id' | 'name';
  value: string;
}

export type Scope = 'SETUP-MFA';

/** A login that lacks nothing and contradicts itself nowhere. */
export interface Login {
  method: 'PASSWORD' | 'APIKEY';
  username: string;
  secret: string;
  tenant?: AskedTenant;
  scope?: Scope;
}

/** The second request of a multi-factor login. */
export interface PasscodeLogin {
  method: 'PASSCODE';
  passcode: string;
  tenant?: AskedTenant;
}

/** Longer values are nobody's name or secret (erratum E20). */
const LENGTH_LIMIT = 4096;

/**
 * Picks the credentials of a request; null counts as absent (erratum E18).
 *
 * @throws Refusal `parameterMissing` without any (document lines 42-45), `credentialsConflict` with more than
 * one kind, since the document offers either, `parameterInvalid` when they are not an object
 */
export function credentialsOf(auth: PresentedAuth): PresentedCredentials {
  const presented = [
    { method: 'PASSWORD' as const, members: auth.passwordCredentials, secret: 'password' },
    { method: 'APIKEY' as const, members: auth.apiKeyCredentials, secret: 'apiKey' },
    { method: 'PASSCODE' as const, members: auth.passcodeCredentials, secret: 'passcode' },
  ].filter(({ members }) => !isAbsent(members));
  const [only, another] = presented;
  if (!only) throw new Refusal('parameterMissing');
  if (another) throw new Refusal('credentialsConflict');
  if (typeof only.members !== 'object' || Array.isArray(only.members)) throw new Refusal('parameterInvalid');
  const members = only.members as Record<string, unknown>;
  const { username, tenantId, tenantName } = members;
  return { method: only.method, username, secret: members[only.secret], tenantId, tenantName };
}

/**
 * A parameter that must be there: `username`, `password` (E3), `apiKey` (E2), `passcode`.
 *
 * @throws Refusal `parameterMissing` when absent, null or empty; `parameterInvalid` when it is not a string
 * or over-long (E18, E20)
 */
export function requiredParameter(value: unknown): string {
  if (isAbsent(value) || value === '') throw new Refusal('parameterMissing');
  return text(value);
}

/**
 * A parameter that may be left out; null counts as absent.
 *
 * @throws Refusal `parameterInvalid` when it is empty, not a string or over-long (E5, E18, E20)
 */
export function optionalParameter(value: unknown): string | undefined {
  if (isAbsent(value)) return undefined;
  if (value === '') throw new Refusal('parameterInvalid');
  return text(value);
}

/** Collects tenants from both of their places, in `auth` and in the credentials (erratum E4). */
export function presentedTenants(auth: PresentedAuth, credentials: PresentedCredentials): PresentedTenants {
  return {
    tenantId: [auth.tenantId, credentials.tenantId],
    tenantName: [auth.tenantName, credentials.tenantName],
  };
}

/**
 * The tenant asked for, if any.
 *
 * @throws Refusal `tenantsConflict` for an id beside a name (document lines 43-45), in whatever places, and
 * for two different values of one of them
 */
export function askedTenant(ids: string[], names: string[]): AskedTenant | undefined {
  const asked = [...new Set(ids), ...new Set(names)];
  if (asked.length > 1) throw new Refusal('tenantsConflict');
  const [value] = asked;
  return value === undefined ? undefined : { by: ids.length > 0 ? 'id' : 'name', value };
}

/**
 * The scope asked for, if any (document lines 101-108; errata E7 and E8).
 *
 * @throws Refusal `scopeUnknown` for anything but `SETUP-MFA`
 */
export function askedScope(auth: PresentedAuth): Scope | undefined {
  if (isAbsent(auth.scope)) return undefined;
  if (auth.scope !== 'SETUP-MFA') throw new Refusal('scopeUnknown');
  return auth.scope;
}

function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

function text(value: unknown): string {
  if (typeof value !== 'string' || value.length > LENGTH_LIMIT) throw new Refusal('parameterInvalid');
  return value;
}
