import type { DocumentCopy } from '../contract/document-copy';
import type { Profile } from '../contract/requirement';
import type { Connection } from './connection';
import type { Secret } from './secret';

/** The accounts that a configuration may name; each opens the checks that need it. */
export const accountNames = [
  'user',
  'secondUser',
  'disabledUser',
  'rcnUser',
  'mfaUser',
  'mfaSetupUser',
] as const;
export type AccountName = (typeof accountNames)[number];

/** One account of the service under test. Secrets are wrapped from here on and print as a mask. */
export interface Account {
  readonly username: string;
  readonly password?: Secret;
  readonly apiKey?: Secret;
  readonly tenantId?: string;
  readonly tenantName?: string;
  /** The second factor: a literal, or one of two sources of it. */
  readonly passcode?: Secret;
  readonly totpSecret?: Secret;
  readonly passcodeCommand?: string;
}

export interface Limits {
  /** Requests a second, at most. */
  readonly maxRps: number;
  /** Milliseconds that one response may take, its body included. */
  readonly timeoutMs: number;
  /** Failed login attempts in a row for one user name; a right login goes before the next. */
  readonly wrongPasswordAttempts: number;
  /** Failed login attempts for one user name in a whole run. */
  readonly wrongSecretsPerAccount: number;
  /** Bytes of the body of one response that are read. */
  readonly maxBodyBytes: number;
  /** Values, elements and attributes of one response; a catalogue of 10,000 services has fewer than 125,000. */
  readonly maxValues: number;
  /** Bytes of all responses of a run together, long ones compressed. */
  readonly maxKeptBytes: number;
  /** Bytes of the secrets that the responses of a run bring, in all forms that are looked for. */
  readonly maxSecretBytes: number;
  /** Milliseconds in all for which one request is held back where the server asks to retry later; 0 waits never. */
  readonly retryForMs: number;
  /** Milliseconds that reading and judging one response may take. */
  readonly judgeMs: number;
  /** Milliseconds that a whole run may take; what was measured until then is reported. */
  readonly runMs: number;
}

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
