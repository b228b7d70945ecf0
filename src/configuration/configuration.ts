import type { Profile } from '../contract/requirement';
import type { DocumentCopy } from '../contract/catalogue';
import { type Connection, Limits } from '../http/settings';
import { Account, AccountName } from '../protocol/account';
import type { Secret } from '../protocol/secret';

/** The settings of a run: file, environment and flags in one validated whole. */
export interface Configuration {
  /** The service URL without its trailing slash, path prefix kept; undefined means the embedded server. */
  readonly baseUrl?: string;
  /** The profiles in scope. */
  readonly profiles: readonly Profile[];
  readonly accounts: Readonly<Partial<Record<AccountName, Account>>>;
  /** A tenant that exists and is not the user's. */
  readonly foreignTenantId?: string;
  readonly limits: Limits;
  readonly connection: Connection;
  /** Headers to add to every request; the values of those that carry credentials are secrets. */
  readonly headers: Readonly<Record<string, string | Secret>>;
  /** The user's copy of the document, for reports to quote. */
  readonly document?: DocumentCopy;
}
