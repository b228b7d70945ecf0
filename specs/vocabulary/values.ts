import { randomBytes } from 'node:crypto';
import type { AccountName, Configuration } from '../../src/identity/configuration';
import type { Secret } from '../../src/identity/secret';

/** What no account of the service has: made up anew for each run, so that nobody can have registered it. */
function inventedValues(): ReadonlyMap<string, string> {
  const unlikely = () => randomBytes(9).toString('hex');
  return new Map([
    ['invented.username', `nobody-${unlikely()}`],
    ['invented.password', `Wrong1-${unlikely()}`],
    ['invented.apiKey', unlikely()],
    ['invented.passcode', '000000'],
    ['invented.session', unlikely()],
    ['invented.tenantId', `9${BigInt(`0x${unlikely()}`).toString().slice(0, 11)}`],
    ['invented.tenantName', `no-tenant-${unlikely()}`],
  ]);
}

/** The path of the reference that stands for the passcode that is due when its request is sent. */
export const passcodeReference = 'accounts.mfaUser.passcode';

/** The values that references stand for in one run: configured ones, and those made up for it. */
export class Values {
  readonly #invented = inventedValues();

  constructor(readonly configuration: Configuration) {}

  /** @throws Error when nothing gives a value, which is a defect of the check that refers to it */
  of(path: string): string | Secret {
    const value = this.#invented.get(path) ?? configuredValue(this.configuration, path);
    if (value === undefined) throw new Error(`nothing gives a value for ${path}`);
    return value;
  }
}

/** The configured value at a path such as `accounts.user.password`, undefined when it is not configured. */
export function configuredValue(configuration: Configuration, path: string): string | Secret | undefined {
  if (path === 'foreignTenantId') return configuration.foreignTenantId;
  const [accounts, name, member] = path.split('.');
  if (accounts !== 'accounts') return undefined;
  const account = configuration.accounts[name as AccountName];
  if (path === passcodeReference) return account?.passcode ?? account?.totpSecret ?? account?.passcodeCommand;
  return account?.[member as keyof typeof account];
}
