import { type Command, InvalidArgumentError } from 'commander';
import type { Configuration } from '../configuration/configuration';
import { loadConfiguration } from '../configuration/load';
import { limitSchema } from '../configuration/schema';
import { type Profile, profiles } from '../contract/catalogue';
import { maskedByItself, readReport, UnreadableReport } from '../report/json';
import type { Report } from '../report/report';
import { type Selection, selectionProblem, type Shard, suggestion } from '../run/selection/selection';
import { faults, type InjectedFault } from '../server/faults';
import { type Io, UsageError } from './io';

/** Collects the values of an option that may be given several times. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** Collects the names of an option that may be given several times, and several at a time with commas between. */
export function collectNames(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...value.split(',').map((name) => name.trim())];
}

export function integerBetween(minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,10}$/.test(text) ? Number(text) : NaN;
    if (!(value >= minimum && value <= maximum)) {
      throw new InvalidArgumentError(`Give a whole number between ${minimum} and ${maximum}.`);
    }
    return value;
  };
}

/** Reads `I/N`: the part of a run for this machine. */
export function shard(text: string): Shard {
  const [, index = NaN, of = NaN] = (/^(\d{1,3})\/(\d{1,3})$/.exec(text) ?? []).map(Number);
  if (!(index >= 1 && index <= of))
    throw new InvalidArgumentError('Give I/N, the Ith of N machines, such as 2/4.');
  return { index, of };
}

/** The fault of the embedded server that `--fault` names; an unknown name is rejected with the nearest known one. */
export function namedFault(name: string): InjectedFault {
  const names = faults.map((fault) => fault.name);
  const fault = faults.find((known) => known.name === name);
  if (fault) return fault;
  throw new UsageError(
    `--fault ${name}: there is no such fault; ${suggestion(name, names, 'list --faults')}`,
  );
}

/** The report that an argument names, masked; one that cannot be read is wrong usage. */
export function reportFrom(name: string, io: Io): Report {
  try {
    return maskedByItself(readReport(name, io.cwd));
  } catch (error) {
    if (error instanceof UnreadableReport) throw new UsageError(error.message);
    throw error;
  }
}

/** The values of the options of `addSelectionFlags`. */
export interface SelectionFlags {
  readonly requirement?: readonly string[];
  readonly check?: readonly string[];
}

/** Adds the options that select requirements and checks. */
export function addSelectionFlags(command: Command): Command {
  return command
    .option('--requirement <id>', 'run only this requirement (repeatable)', collect)
    .option(
      '--check <pattern>',
      'run only checks with this id; * matches any characters (repeatable)',
      collect,
    );
}

/**
 * What the flags select.
 * @throws UsageError if that is nothing: it would run nothing and look like a pass
 */
export function selectionFrom({ requirement = [], check = [] }: SelectionFlags): Selection {
  const selection = { requirements: requirement, checks: check };
  const problem = selectionProblem(selection, { requirements: '--requirement ', checks: '--check ' });
  if (problem !== undefined) throw new UsageError(problem);
  return selection;
}

export interface ConfigurationFlags {
  readonly baseUrl?: string;
  readonly config?: string;
  readonly target?: readonly string[];
  readonly profile?: readonly string[];
  readonly timeout?: number;
  readonly maxRps?: number;
  readonly header?: readonly string[];
  readonly ca?: string;
  readonly insecure?: boolean;
  readonly proxy?: string;
}

/**
 * Adds the options for the server, its accounts and limits, and the profiles to a command. Options added next are in
 * the group of the profiles.
 *
 * @param targets whether the command takes several targets
 */
export function addConfigurationFlags(command: Command, targets: 'one' | 'several'): Command {
  const timeout = limitSchema('timeoutMs');
  const rate = limitSchema('maxRps');
  return command
    .optionsGroup('The server and the connection to it:')
    .option('--base-url <url>', 'the service URL, without /v2.0/tokens; a path prefix is kept')
    .option('--config <file>', 'a configuration file, JSON or YAML; - for standard input')
    .option(
      '--target <name>',
      `a target of the configuration file${targets === 'several' ? ' (repeatable)' : ''}`,
      collect,
    )
    .option('--header <header>', "a header for every request, as 'Name: value' (repeatable)", collect)
    .option('--ca <file>', 'additional certificate authorities to trust (PEM)')
    .option('--insecure', 'do not verify the certificate of the server; every report mentions it')
    .option('--proxy <url>', 'an HTTP proxy to use (default: HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY)')
    .option(
      '--timeout <ms>',
      `milliseconds to wait for a response (default: ${timeout.default})`,
      integerBetween(timeout.minimum, timeout.maximum),
    )
    .option(
      '--max-rps <n>',
      `maximum number of requests per second (default: ${rate.default})`,
      integerBetween(rate.minimum, rate.maximum),
    )
    .optionsGroup('What is tested:')
    .option(
      '--profile <name>',
      'a profile to test (repeatable, or several separated by commas; default: all)',
      collectNames,
    );
}

/** The profiles to which the flags limit a command; none for all. */
export function onlyProfiles(
  flags: Pick<ConfigurationFlags, 'profile'>,
  configuration: Pick<Configuration, 'profiles'>,
): readonly Profile[] {
  const isPart = (flags.profile ?? []).length > 0 && configuration.profiles.length < profiles.length;
  return isPart ? configuration.profiles : [];
}

/**
 * The configuration that the flags, the environment and the file give together.
 * @param warn receives warnings of probable mistakes; by default they go to the error output
 * @throws ConfigurationError with every problem that was found
 */
export function configurationFrom(
  flags: ConfigurationFlags,
  io: Io,
  warn = (sentence: string): unknown => io.stderr.write(`warning: ${sentence}\n`),
): Configuration {
  const [target, ...others] = flags.target ?? [];
  if (others.length > 0) throw new UsageError('--target is given twice; choose one.');
  return loadConfiguration({
    file: flags.config,
    target,
    environment: io.env,
    directory: io.cwd,
    warn,
    flags: {
      baseUrl: flags.baseUrl,
      profiles: flags.profile,
      timeoutMs: flags.timeout,
      maxRps: flags.maxRps,
      headers: flags.header,
      ca: flags.ca,
      insecure: flags.insecure,
      proxy: flags.proxy,
    },
  });
}
