import type { Auth, CredentialsType, TenantMembers } from './auth';

/** The names of the credentials objects (document lines 108, 125; erratum E1). */
export const credentialsMember: Readonly<Record<CredentialsType, string>> = {
  password: 'passwordCredentials',
  apiKey: 'RAX-KSKEY:apiKeyCredentials',
};

export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;
export type JsonObject = { [member: string]: JsonValue };

/** The body of an authentication request as a JSON value (document lines 98-145, 161-257). */
export function authJson(auth: Auth): JsonObject {
  return {
    auth: {
      ...(auth.scope === undefined ? {} : { 'RAX-AUTH:scope': auth.scope }),
      [credentialsMember[auth.type]]: {
        username: auth.username,
        [auth.type]: auth.secret,
        ...auth.tenant?.credentials,
      },
      ...auth.tenant?.auth,
    },
  };
}

/** The second step of a multi-factor login; a tenant stands where the samples of the first step have it. */
export function passcodeJson(passcode: string, tenant: TenantMembers = {}): JsonObject {
  return { auth: { 'RAX-AUTH:passcodeCredentials': { passcode }, ...tenant } };
}

/** A JSON value as the text that is sent. */
export function writeJson(value: JsonValue): string {
  return JSON.stringify(value, null, 2);
}
