import { randomInt } from 'node:crypto';
import type { Generation } from '../../specs/vocabulary/generated';
import { Harness } from '../../specs/vocabulary/harness';
import { Client } from '../identity/client';
import type { Configuration } from '../identity/configuration';
import type { Connection } from '../identity/connection';
import { secretsInHeader } from '../identity/header-secrets';
import { Masker } from '../identity/masking';
import { Secret } from '../identity/secret';
import { numberLimits } from './number-limits';
import { userAgent } from './suite';
import type { Target } from './target';

/** Generated requests of a run, of both formats together, by default. */
export const defaultFuzz = 2;

/** The seed of a run that several machines share, where none is given. */
const seedOfShards = 1;

/** How the requests of a run are made up; a seed is drawn where none is given. */
export function generationOf(wanted: {
  readonly seed?: number;
  readonly fuzz?: number;
  readonly thorough?: boolean;
  readonly shard?: unknown;
}): Generation {
  // The machines of a run must make up the same requests without talking to each other.
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
  // A user may have its name for a password; the name is shown all the same.
  const masker = new Masker(openValues(configuration));
  for (const account of Object.values(configuration.accounts))
    for (const value of Object.values(account)) if (value instanceof Secret) masker.add(value);
  for (const [name, value] of Object.entries(configuration.headers))
    if (value instanceof Secret) for (const part of secretsInHeader(name, value)) masker.add(part);
  for (const secret of connectionSecrets(configuration.connection)) masker.add(secret);
  return masker;
}

/** What of the accounts is no secret. */
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
