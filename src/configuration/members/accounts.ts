import { contractNames } from '../../contract/common-words';
import { type Account, type AccountName, accountNames } from '../../protocol/account';
import { Secret } from '../../protocol/secret';
import { ConfigurationError, formatPath, type MemberPath } from '../configuration';

/** An account of the configuration file, validated by the schema. */
interface RawAccount {
  readonly username: string;
  readonly password?: string;
  readonly apiKey?: string;
  readonly tenantId?: string;
  readonly tenantName?: string;
  readonly passcode?: string;
  readonly totpSecret?: string;
  readonly passcodeCommand?: string;
}

export type RawAccounts = Partial<Record<AccountName, RawAccount>>;

/** RFC 4648 base32 as authenticator apps display it: grouped, in either letter case, with or without padding. */
const base32 = /^[A-Z2-7]+=*$/i;

/** Characters that XML cannot represent, or only by a reference (XML 1.0, 2.2 and 2.11), and that no name has. */
const control = /[\p{Cc}\ufffe\uffff]/u;

/** The accounts, with each secret wrapped so that it is printed masked. */
export function readAccounts(
  raw: RawAccounts,
  place: (path: MemberPath) => string,
): Partial<Record<AccountName, Account>> {
  const accounts: Partial<Record<AccountName, Account>> = {};
  for (const name of accountNames) {
    const account = raw[name];
    if (account) accounts[name] = readAccount(account, ['accounts', name], place);
  }
  return accounts;
}

function readAccount(raw: RawAccount, path: MemberPath, place: (path: MemberPath) => string): Account {
  const secret = (member: 'password' | 'apiKey' | 'passcode' | 'totpSecret') => {
    const value = raw[member];
    if (value !== undefined && contractNames().has(value))
      throw new ConfigurationError([
        `${place([...path, member])} is a word of the contract; it occurs in requests and responses and cannot be masked there. Give the account a different one.`,
      ]);
    return value === undefined ? {} : { [member]: new Secret(value, formatPath([...path, member])) };
  };
  const plain = (member: 'tenantId' | 'tenantName' | 'passcodeCommand') =>
    raw[member] === undefined ? {} : { [member]: raw[member] };
  const badName = (['username', 'tenantId', 'tenantName'] as const).find((member) =>
    control.test(raw[member] ?? ''),
  );
  if (badName !== undefined)
    throw new ConfigurationError([
      `${place([...path, badName])} contains a control character, such as a line break; remove it.`,
    ]);
  if (raw.totpSecret !== undefined && !base32.test(raw.totpSecret.replace(/[ -]/g, ''))) {
    throw new ConfigurationError([
      `${place([...path, 'totpSecret'])} is not base32; copy the secret from the setup of the second factor: letters and the digits 2 to 7.`,
    ]);
  }
  return {
    username: raw.username,
    ...secret('password'),
    ...secret('apiKey'),
    ...plain('tenantId'),
    ...plain('tenantName'),
    ...secret('passcode'),
    ...secret('totpSecret'),
    ...plain('passcodeCommand'),
  };
}
