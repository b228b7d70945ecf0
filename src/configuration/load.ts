import { dirname, resolve } from 'node:path';
import { type Profile, profiles } from '../contract/catalogue';
import type { Limits } from '../http/settings';
import {
  type Configuration,
  ConfigurationError,
  formatPath,
  type MemberPath,
  Problems,
} from './configuration';
import { expandVariables, type Expansion, literalVariables } from './environment-variables';
import { type RawAccounts, readAccounts } from './members/accounts';
import { readDocument, versionWarning } from './members/document';
import { type HeaderField, mergeHeaders, parseHeader, readHeader } from './members/header-field';
import { isLoopback, readBaseUrl, readProxy } from './members/proxy';
import { documentOf } from './members/targets';
import { type RawTls, readTls } from './members/tls';
import { keptInput } from './named-file';
import { limitSchema, readProfiles, shapeProblems } from './schema';
import { readSource, sourceOfValue } from './source-document';

/** What the command line says about the configuration. */
export interface ConfigurationFlags {
  readonly baseUrl?: string;
  readonly profiles?: readonly string[];
  readonly timeoutMs?: number;
  readonly maxRps?: number;
  /** `Name: value` each. */
  readonly headers?: readonly string[];
  readonly ca?: string;
  readonly insecure?: boolean;
  readonly proxy?: string;
}

export interface ConfigurationSources {
  /** The file that `--config` names; without it, that of `IDENTITY_CONFIG`. */
  readonly file?: string;
  /** A configuration as a value, with the members of a file; no file is read then. */
  readonly value?: unknown;
  /** The name of the chosen target in a file with `targets`. */
  readonly target?: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly flags: ConfigurationFlags;
  /** The directory of relative file names; the working directory by default. */
  readonly directory?: string;
  /** Receives warnings of probable mistakes, one sentence each. */
  readonly warn?: (sentence: string) => void;
}

/** A configuration with the members of a file, as the schema accepts it. */
export interface RawConfiguration {
  readonly baseUrl?: string;
  readonly profiles?: readonly Profile[];
  readonly accounts?: RawAccounts;
  readonly foreignTenantId?: string;
  readonly limits?: Partial<Limits>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly tls?: RawTls;
  readonly proxy?: string;
  readonly document?: string;
}

type Place = (path: MemberPath) => string;

/**
 * The configuration of a run: flags before environment before file before defaults.
 * @throws ConfigurationError with every problem that was found
 */
export function loadConfiguration(sources: ConfigurationSources): Configuration {
  const problems = new Problems();
  const file = problems.attempt(() => readFile(sources));
  const raw = file?.raw ?? {};
  const place: Place = file?.place ?? (() => 'the configuration');
  const { environment, flags } = sources;

  const baseUrl = problems.attempt(() => chooseBaseUrl(raw, place, environment, flags));
  const chosenProfiles = problems.attempt(() =>
    flags.profiles?.length ? readProfiles(flags.profiles) : readProfiles(raw.profiles ?? profiles),
  );
  const accounts = problems.attempt(() => readAccounts(raw.accounts ?? {}, place));
  const headers = problems.attempt(() => readHeaders(raw, place, flags, file?.variables));
  const directory = sources.directory ?? process.cwd();
  const rawDirectory = file?.directory ?? directory;
  const document = problems.attempt(() =>
    raw.document === undefined ? undefined : readDocument(raw.document, rawDirectory, place(['document'])),
  );
  const tls = problems.attempt(() =>
    readTls({ raw: raw.tls ?? {}, rawDirectory, place, flags, directory, environment }),
  );
  const proxy = problems.attempt(() => {
    const member = raw.proxy === undefined ? undefined : { text: raw.proxy, place: place(['proxy']) };
    return readProxy(baseUrl, flags.proxy, member);
  });
  problems.attempt(() => checkTogether(raw, place, hasBaseUrl(raw, environment, flags)));
  problems.throwIfAny();
  const warning = document && versionWarning(document, place(['document']));
  if (warning !== undefined) sources.warn?.(warning);
  return {
    ...(baseUrl === undefined ? {} : { baseUrl }),
    profiles: chosenProfiles ?? [],
    accounts: accounts ?? {},
    ...(raw.foreignTenantId === undefined ? {} : { foreignTenantId: raw.foreignTenantId }),
    limits: readLimits(raw.limits ?? {}, flags, baseUrl),
    connection: { tls: tls ?? { verify: true, ca: [] }, ...(proxy ? { proxy } : {}) },
    headers: headers ?? {},
    ...(document && { document }),
  };
}

function readLimits(
  raw: Partial<Limits>,
  { maxRps, timeoutMs }: ConfigurationFlags,
  baseUrl: string | undefined,
): Limits {
  const limit = (name: keyof Limits) => raw[name] ?? limitSchema(name).default;
  return {
    maxRps: maxRps ?? raw.maxRps ?? defaultRate(baseUrl),
    timeoutMs: timeoutMs ?? limit('timeoutMs'),
    wrongPasswordAttempts: limit('wrongPasswordAttempts'),
    wrongSecretsPerAccount: limit('wrongSecretsPerAccount'),
    maxBodyBytes: limit('maxBodyBytes'),
    maxValues: limit('maxValues'),
    maxKeptBytes: limit('maxKeptBytes'),
    maxSecretBytes: limit('maxSecretBytes'),
    retryForMs: limit('retryForMs'),
    judgeMs: limit('judgeMs'),
    runMs: limit('runMs'),
  };
}

/** A server on this machine, such as the embedded one, needs no limit of the rate. */
function defaultRate(baseUrl: string | undefined): number {
  const { default: kind, maximum } = limitSchema('maxRps');
  return baseUrl === undefined || isLoopback(baseUrl) ? maximum : kind;
}

interface ReadFile extends Pick<Expansion, 'variables'> {
  readonly raw: RawConfiguration;
  readonly place: Place;
  /** What file names in it are relative to: its directory; the working directory if it came from a pipe. */
  readonly directory: string;
}

function readFile(sources: ConfigurationSources): ReadFile | undefined {
  const from = sources.directory ?? process.cwd();
  const named = sources.value === undefined ? nameOf(sources) : undefined;
  if (sources.value === undefined && !named) {
    if (sources.target === undefined) return undefined;
    throw new ConfigurationError([
      `--target ${sources.target} refers to a configuration file; name the file with --config.`,
    ]);
  }
  const read = named ? readSource(named.file, from, named.origin) : sourceOfValue(sources.value);
  const source = documentOf(read, sources.target);
  const expansion = expandVariables(source.value, sources.environment, source.place);
  const found = [...shapeProblems(expansion.value, source, expansion.variables), ...expansion.problems];
  if (found.length > 0) throw new ConfigurationError(found);
  const { place } = source;
  if (named) literalVariables(source.value, place).forEach((sentence) => sources.warn?.(sentence));
  const raw = expansion.value as RawConfiguration;
  const isFile = named && !keptInput(named.file, from);
  const directory = isFile ? dirname(resolve(from, named.file)) : from;
  return { raw, place, variables: expansion.variables, directory };
}

interface NamedFile {
  readonly file: string;
  /** Where it is named, for messages. */
  readonly origin: string;
}

function nameOf(sources: ConfigurationSources): NamedFile | undefined {
  const file = sources.file ?? sources.environment['IDENTITY_CONFIG'];
  if (file === undefined) return undefined;
  const origin = sources.file === undefined ? 'IDENTITY_CONFIG' : '--config';
  if (file === '') {
    throw new ConfigurationError([`${origin} is empty; name a configuration file, or leave it out.`]);
  }
  return { file, origin };
}

function chooseBaseUrl(
  raw: RawConfiguration,
  place: Place,
  environment: NodeJS.ProcessEnv,
  flags: ConfigurationFlags,
): string | undefined {
  if (flags.baseUrl !== undefined) return readBaseUrl(flags.baseUrl, '--base-url');
  // An empty variable is a mistake, not a request for the embedded server, which would pass instead of the user's.
  const fromEnvironment = environment['IDENTITY_BASE_URL'];
  if (fromEnvironment !== undefined) return readBaseUrl(fromEnvironment, 'IDENTITY_BASE_URL');
  return raw.baseUrl === undefined ? undefined : readBaseUrl(raw.baseUrl, () => place(['baseUrl']));
}

function hasBaseUrl(
  raw: RawConfiguration,
  environment: NodeJS.ProcessEnv,
  flags: ConfigurationFlags,
): boolean {
  return [flags.baseUrl, environment['IDENTITY_BASE_URL'], raw.baseUrl].some((url) => url !== undefined);
}

function readHeaders(
  raw: RawConfiguration,
  place: Place,
  flags: ConfigurationFlags,
  variables: Expansion['variables'] = new Map(),
): Configuration['headers'] {
  const problems = new Problems();
  const read = (header: () => HeaderField) => problems.attempt(header) ?? [];
  const fromFile = Object.entries(raw.headers ?? {}).flatMap(([name, value]) =>
    read(() => {
      const path = ['headers', name];
      return readHeader(name, value, place(path), `headers.${name}`, variables.has(formatPath(path)));
    }),
  );
  const fromFlags = (flags.headers ?? []).flatMap((text) => read(() => parseHeader(text)));
  problems.throwIfAny();
  return mergeHeaders(fromFile, fromFlags);
}

function checkTogether(raw: RawConfiguration, place: Place, hasBaseUrl: boolean): void {
  const problems = new Problems();
  const ownedByServer = Object.keys(raw.accounts ?? {}).length > 0 ? 'accounts' : 'foreignTenantId';
  if (!hasBaseUrl && raw[ownedByServer] !== undefined) {
    problems.add(
      `${place([ownedByServer])} belongs to a server, but baseUrl is missing; add baseUrl or --base-url, or leave out accounts and foreignTenantId to test the embedded server, which has its own.`,
    );
  }
  const username = raw.accounts?.user?.username;
  if (username !== undefined && username === raw.accounts?.secondUser?.username) {
    problems.add(
      `${place(['accounts', 'secondUser', 'username'])} is the username of accounts.user; name another user, or leave out accounts.secondUser.`,
    );
  }
  const tenantId = raw.accounts?.user?.tenantId;
  if (tenantId !== undefined && tenantId === raw.foreignTenantId) {
    problems.add(
      `${place(['foreignTenantId'])} is the tenantId of accounts.user; name a tenant that is not the user's.`,
    );
  }
  problems.throwIfAny();
}
