import { randomBytes, randomInt } from 'node:crypto';
import type { Configuration } from '../../configuration/configuration';
import type { AccountName } from '../../protocol/account';
import { Secret } from '../../protocol/secret';
import { nearSecret, nearText, type NearTextKind } from './nearly-right-secrets';

/** What databases, encodings and templates trip over: accents, quotes, a space, a character of two UTF-16 units. */
const oddText = ` d'Été "\u{1f642}"`;

/** A value that no account of the service has: invented for each run, so that nobody can have registered it. */
const inventions: Readonly<Record<string, () => string>> = {
  username: () => `nobody-${unlikely()}`,
  oddUsername: () => `nobody-${unlikely()}${oddText}`,
  password: () => `Wrong1-${unlikely()}`,
  oddPassword: () => `Wrong1-${unlikely()}${oddText}`,
  apiKey: unlikely,
  passcode: randomPasscode,
  session: unlikely,
  tenantId: () => `9${BigInt(`0x${unlikely()}`).toString().slice(0, 11)}`,
  tenantName: () => `no-tenant-${unlikely()}${oddText}`,
};

function randomPasscode(): string {
  return String(randomInt(1_000_000)).padStart(6, '0');
}

/** Ways in which a passcode is wrong that a server notices which compares it whole (erratum E32), by their number. */
const nearPasscodes: readonly ((right: string) => string)[] = [
  (right) => right.slice(0, -1) + (right.endsWith('7') ? '3' : '7'),
  (right) => `${right}0`,
  (right) => right.slice(0, -1),
];

function unlikely(): string {
  return randomBytes(9).toString('hex');
}

/** The path of the reference that stands for the passcode that is due when its request is sent. */
export const passcodeReference = 'accounts.mfaUser.passcode';

/**
 * The values that references stand for in one run: configured ones, and those invented for it, as many as requested:
 * `invented.username`, `invented.username.2`.
 */
export class Values {
  readonly #invented = new Map<string, string | Secret>();
  readonly #made: Set<string>;

  /** @param invented further values that were invented for the run, if their requests hold them as they are */
  constructor(
    readonly configuration: Configuration,
    invented: readonly string[] = [],
  ) {
    this.#made = new Set(invented);
  }

  /** @throws Error if there is no value, which is a defect of the check that refers to it */
  of(path: string): string | Secret {
    const value = path.startsWith('invented.')
      ? this.#invention(path)
      : configuredValue(this.configuration, path);
    if (value === undefined) throw new Error(`nothing gives a value for ${path}`);
    if (typeof value === 'string' && /^accounts\.\w+\.(?:username|tenantId|tenantName)\./.test(path))
      this.#made.add(value);
    return value;
  }

  /** Whether a value was invented for this run. */
  readonly isInvented = (value: string): boolean => this.#made.has(value);

  #invention(path: string): string | Secret | undefined {
    const known = this.#invented.get(path);
    if (known !== undefined) return known;
    const [, kind = '', number] = path.split('.');
    const near = kind === 'passcode' ? nearPasscodes[Number(number) - 1] : undefined;
    const right = this.configuration.accounts.mfaUser?.passcode?.reveal();
    const made = near && right ? near(right) : inventions[kind]?.();
    // A passcode has only a million values, so a configured one may be drawn.
    if (made !== undefined && made === right) return this.#invention(path);
    if (made === undefined) return undefined;
    // What is near a passcode says most of it.
    const value = near && right ? new Secret(made, path) : made;
    this.#invented.set(path, value);
    this.#made.add(made);
    return value;
  }
}

/** The configured value at a path such as `accounts.user.password`, undefined when it is not configured. */
export function configuredValue(configuration: Configuration, path: string): string | Secret | undefined {
  if (path === 'foreignTenantId') return configuration.foreignTenantId;
  const [accounts, name, member, near] = path.split('.');
  if (accounts !== 'accounts') return undefined;
  const account = configuration.accounts[name as AccountName];
  if (near !== undefined)
    return member === 'username' || member === 'tenantId' || member === 'tenantName'
      ? nearText(account?.[member], near as NearTextKind)
      : nearSecret(path, configuration);
  if (path === passcodeReference) return account?.passcode ?? account?.totpSecret ?? account?.passcodeCommand;
  return account?.[member as keyof typeof account];
}
