import type { AccountName } from './configuration';
import { reference } from './reference';

/** The kinds of credentials (document lines 17-18), the second step of a multi-factor login among them. */
export type CredentialsType = 'password' | 'apiKey';
export const credentialsTypes = ['password', 'apiKey'] as const;

/** Where a tenant may stand: beside the credentials in `auth`, or in the credentials themselves (erratum E4). */
export type Placement = 'auth' | 'credentials';

/** The members by which a login names a tenant; a value is a reference, a literal, or null in JSON. */
export interface TenantMembers {
  readonly tenantId?: string | null;
  readonly tenantName?: string | null;
}

/** An authentication request in the document's terms; strings are templates. */
export interface Auth {
  readonly type: CredentialsType;
  readonly username: string;
  readonly secret: string;
  readonly tenant?: Readonly<Partial<Record<Placement, TenantMembers>>>;
  /** The value of RAX-AUTH:scope. */
  readonly scope?: string;
}

/** The login of a configured account; the name of a type is that of its secret, in accounts and in requests. */
export function authOf(account: AccountName, type: CredentialsType): Auth {
  return {
    type,
    username: reference(`accounts.${account}.username`),
    secret: reference(`accounts.${account}.${type}`),
  };
}
