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
