import { randomInt } from 'node:crypto';
import type { Generation } from '../checks/bodies/generated';
import { Harness } from '../checks/harness';
import type { Configuration } from '../configuration/configuration';
import { userAgent } from '../contract/package-files';
import { Client } from '../http/client';
import { type Connection, plainConnection } from '../http/settings';
import type { Account, AccountName } from '../protocol/account';
import { Secret } from '../protocol/secret';
import { Masker } from '../secrets/masking';
import { secretsInHeader } from '../secrets/response-secrets';
import type { EmbeddedServerOptions } from '../server';
import { embeddedConfiguration } from '../server/users';

export interface Target {
  /** With the base URL and the accounts of the server. */
  readonly configuration: Configuration & { readonly baseUrl: string };
  readonly embedded: boolean;
  /** The file of recorded traffic that replaces the server. */
  readonly capture?: string;
  readonly close: () => Promise<void>;
}

/** The configured server, or the embedded one, started on a free port of the loopback interface. */
export async function openTarget(configuration: Configuration): Promise<Target> {
  const { baseUrl } = configuration;
  if (baseUrl !== undefined)
    return { configuration: { ...configuration, baseUrl }, embedded: false, close: () => Promise.resolve() };
  return openEmbeddedTarget(configuration);
}

/** The embedded server, with its own accounts. */
async function openEmbeddedTarget(
  configuration: Configuration,
  options?: EmbeddedServerOptions,
): Promise<Target> {
  // Loaded on demand: most runs do not need it.
  const { startEmbeddedServer } = await import('../server/index.js');
  const server = await startEmbeddedServer(options);
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
  const { accounts, foreignTenantId } = embeddedConfiguration();
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

/** The limits of the numbers that determine generated requests. */
export const numberLimits = { seed: [0, 2 ** 31 - 1], fuzz: [0, 10_000] } as const;

/** Generated requests of a run, of both formats together, by default. */
export const defaultFuzz = 2;

/** The default seed of a run that several machines share. */
const seedOfShards = 1;

/** How the requests of a run are generated; without a seed, one is drawn. */
export function generationOf(wanted: {
  readonly seed?: number;
  readonly fuzz?: number;
  readonly thorough?: boolean;
  readonly shard?: unknown;
}): Generation {
  // The machines of a run must generate the same requests without communicating.
  const drawn = wanted.shard === undefined ? randomInt(numberLimits.seed[1] + 1) : seedOfShards;
  const { seed = drawn, fuzz = defaultFuzz } = wanted;
  return { seed, requests: Math.ceil(fuzz / 2), thorough: wanted.thorough ?? false };
}

/** A harness for a target; every secret of its configuration is masked from the start. */
export function harnessFor(
  { configuration }: Target,
  generation: Generation = generationOf({}),
  exchangePrefix = prefixOfWorker(),
): Harness {
  const { baseUrl, limits, headers, connection } = configuration;
  return new Harness(
    configuration,
    new Client(
      { baseUrl, limits, headers, connection, userAgent: userAgent(), exchangePrefix },
      maskerFor(configuration),
    ),
    generation,
  );
}

/** A masker that knows every secret of a configuration. */
export function maskerFor(configuration: Pick<Configuration, 'accounts' | 'headers' | 'connection'>): Masker {
  // A password may equal a user name, which is shown all the same.
  const masker = new Masker(openValues(configuration));
  for (const account of Object.values(configuration.accounts))
    for (const value of Object.values(account)) if (value instanceof Secret) masker.add(value);
  for (const [name, value] of Object.entries(configuration.headers))
    if (value instanceof Secret) for (const part of secretsInHeader(name, value)) masker.add(part);
  for (const secret of connectionSecrets(configuration.connection)) masker.add(secret);
  return masker;
}

/** The values of accounts that are not secret. */
function openValues({ accounts }: Pick<Configuration, 'accounts'>): string[] {
  return Object.values(accounts).flatMap(({ username, tenantId, tenantName }) =>
    [username, tenantId, tenantName].filter((value) => value !== undefined),
  );
}

/** The password of a proxy may be repeated alone, or with its user name as it is sent. */
function connectionSecrets({ tls, proxy }: Connection): Secret[] {
  const password = proxy?.credentials?.reveal().replace(/^[^:]*:/, '') ?? '';
  return [
    ...(tls.passphrase ? [tls.passphrase] : []),
    ...(proxy?.credentials ? [proxy.credentials] : []),
    ...(password === '' ? [] : [new Secret(password, 'proxy.password')]),
  ];
}

/** Two processes of one run must not number their exchanges alike. */
function prefixOfWorker(): string | undefined {
  const worker = process.env['JEST_WORKER_ID'];
  return worker === undefined || worker === '1' ? undefined : `w${worker}-x`;
}
