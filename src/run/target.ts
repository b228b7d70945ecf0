import { plainConnection } from '../identity/connection';
import { Secret } from '../identity/secret';
import type { Account, AccountName, Configuration } from '../identity/configuration';
import type { ReferenceServerOptions } from '../reference';
import { referenceConfiguration } from '../reference/data/configuration';

/** The server of a run. */
export interface Target {
  /** With the base URL and the accounts of the server. */
  readonly configuration: Configuration & { readonly baseUrl: string };
  readonly embedded: boolean;
  /** The file of recorded traffic that stands for the server. */
  readonly capture?: string;
  readonly close: () => Promise<void>;
}

/** The configured server, or the embedded one, started on a free port of the loopback interface. */
export async function openTarget(configuration: Configuration): Promise<Target> {
  const { baseUrl } = configuration;
  if (baseUrl !== undefined)
    return { configuration: { ...configuration, baseUrl }, embedded: false, close: () => Promise.resolve() };
  return openReferenceTarget(configuration);
}

/** The embedded server, with its own accounts. */
export async function openReferenceTarget(
  configuration: Configuration,
  options?: ReferenceServerOptions,
): Promise<Target> {
  // Loaded where it is wanted: most runs have a server.
  const { startReferenceServer } = await import('../reference/index.js');
  const server = await startReferenceServer(options);
  return {
    configuration: {
      ...withEmbeddedAccounts(configuration),
      baseUrl: server.url,
      connection: plainConnection,
    },
    embedded: true,
    close: () => server.close(),
  };
}

/** The configuration with the accounts that the embedded server has. */
export function withEmbeddedAccounts(configuration: Configuration): Configuration {
  const { accounts, foreignTenantId } = referenceConfiguration();
  return { ...configuration, accounts: wrapped(accounts), foreignTenantId };
}

const secretMembers = ['password', 'apiKey', 'passcode'];

function wrapped(accounts: Readonly<Partial<Record<AccountName, object>>>): Configuration['accounts'] {
  return Object.fromEntries(
    Object.entries(accounts).map(([name, account]) => [
      name,
      Object.fromEntries(
        Object.entries(account as Record<string, string>).map(([member, value]) => [
          member,
          secretMembers.includes(member) ? new Secret(value, `accounts.${name}.${member}`) : value,
        ]),
      ) as unknown as Account,
    ]),
  );
}
