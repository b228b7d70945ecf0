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
