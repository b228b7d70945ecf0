import type { Configuration } from '../../configuration/configuration';
import { type AccountName, accountNames } from '../../protocol/account';
import type { CredentialsType } from '../../protocol/auth';

/** A tenant of a user, as far as the configuration names it. */
interface KnownTenant {
  readonly id?: string;
  readonly name?: string;
}

/** What a user must do before a password is enough, or why it never is. */
type UserState = 'active' | 'disabled' | 'second-factor' | 'setup-required';

/** A user of the service under test, with the secrets in clear. */
export interface KnownUser {
  readonly username: string;
  readonly state: UserState;
  readonly secrets: Readonly<Record<CredentialsType, readonly string[]>>;
  readonly tenants: readonly KnownTenant[];
}

/** What the configuration says about the users of a service. */
export interface KnownUsers {
  /** The user of a name, compared exactly (erratum E14); undefined for an unknown name. */
  readonly user: (name: string) => KnownUser | undefined;
  /** Whether a name or a secret was invented for the run, so that nobody has it. */
  readonly isInvented: (value: string) => boolean;
  /** Whether a passcode is known to be wrong. */
  readonly isWrongPasscode: (value: string) => boolean;
  /** Whether a user has no such tenant, as far as that is known. */
  readonly isForeign: (user: KnownUser, member: 'tenantId' | 'tenantName', value: string) => boolean;
  /** Whether a tenant is that of `foreignTenantId`, and not the user's. */
  readonly isOthers: (user: KnownUser, tenantId: string) => boolean;
}

/** @param isInvented whether a value was made up for the run */
export function knownUsers(
  { accounts, foreignTenantId }: Pick<Configuration, 'accounts' | 'foreignTenantId'>,
  isInvented: (value: string) => boolean,
): KnownUsers {
  const users = usersIn(accounts);
  const passcode = accounts.mfaUser?.passcode?.reveal();
  return {
    user: (name) => users.get(name),
    isInvented,
    isWrongPasscode: (value) => isInvented(value) || (passcode !== undefined && value !== passcode),
    isForeign: (user, member, value) => {
      const [own, other] = member === 'tenantId' ? (['id', 'name'] as const) : (['name', 'id'] as const);
      if (user.tenants.some((tenant) => tenant[own] === value)) return false;
      const elsewhere = [...users.values()].flatMap(({ tenants }) => tenants);
      return (
        isInvented(value) ||
        user.tenants.some((tenant) => tenant[other] === value) ||
        (member === 'tenantId' && value === foreignTenantId) ||
        // A user who may use the tenant of another account would have to name it as well.
        (user.tenants.length > 0 && elsewhere.some((tenant) => tenant[own] === value))
      );
    },
    isOthers: ({ tenants }, id) => id === foreignTenantId && !tenants.some((tenant) => tenant.id === id),
  };
}

/** One user name may belong to several accounts, such as a second user who also has RCN roles. */
function usersIn(accounts: Configuration['accounts']): ReadonlyMap<string, KnownUser> {
  const users = new Map<string, KnownUser>();
  for (const name of accountNames) {
    const account = accounts[name];
    if (!account) continue;
    const { username, password, apiKey, tenantId: id, tenantName } = account;
    const before = users.get(username);
    const state = states[name] ?? 'active';
    users.set(username, {
      username,
      state: before && before.state !== 'active' ? before.state : state,
      secrets: {
        password: [...(before?.secrets.password ?? []), ...(password ? [password.reveal()] : [])],
        apiKey: [...(before?.secrets.apiKey ?? []), ...(apiKey ? [apiKey.reveal()] : [])],
      },
      tenants: [
        ...(before?.tenants ?? []),
        ...(id !== undefined || tenantName !== undefined
          ? [
              {
                ...(id === undefined ? {} : { id }),
                ...(tenantName === undefined ? {} : { name: tenantName }),
              },
            ]
          : []),
      ],
    });
  }
  return users;
}

const states: Readonly<Partial<Record<AccountName, UserState>>> = {
  disabledUser: 'disabled',
  mfaUser: 'second-factor',
  mfaSetupUser: 'setup-required',
};

/** Whether a secret is the user's: `unknown` if the configuration does not say. */
export function judgeSecret(
  user: KnownUser,
  type: CredentialsType,
  secret: string,
  { isInvented }: KnownUsers,
): 'right' | 'wrong' | 'unknown' {
  const known = user.secrets[type];
  if (known.includes(secret)) return 'right';
  const ofTheOtherKind = user.secrets[type === 'password' ? 'apiKey' : 'password'];
  return known.length > 0 || isInvented(secret) || ofTheOtherKind.includes(secret) ? 'wrong' : 'unknown';
}
