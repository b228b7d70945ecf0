import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { Problems } from '../../configuration/configuration-error';
import { targetNames } from '../../configuration/members/targets';
import { keptInput } from '../../configuration/named-file';
import { Pace } from '../../http/pace';
import { renderTarget } from '../../report/matrix/console';
import { matrixOf, type TargetOutcome } from '../../report/matrix/matrix';
import type { Shard } from '../../run/selection/shard';
import { type ConfigurationFlags, configurationFrom } from '../configuration-flags';
import { UsageError } from '../exit-code';
import { interruptible } from '../interrupt';
import { type Io, wantsColour, widthOf } from '../io';
import type { Publication } from '../publish';
import { publishMatrix } from './publish';
import { runTarget } from './target-process';

/** Targets at a time by default: more help little, since a run waits for its server most of the time. */
export const mostJobs = 4;

/** The targets to run side by side; none if the configuration has none, or if one was chosen. */
export function severalTargets(flags: ConfigurationFlags, io: Io): readonly string[] {
  const names = targetNames(flags.config, io.env, io.cwd, flags.target);
  if (names.length === 0 || flags.target?.length === 1) return [];
  for (const [origin, url] of [
    ['--base-url', flags.baseUrl],
    ['IDENTITY_BASE_URL', io.env['IDENTITY_BASE_URL']],
  ] as const)
    if (url !== undefined)
      throw new UsageError(
        `${origin} names one server, but the configuration has several targets; leave it out, or choose one target with --target.`,
      );
  return names;
}

/**
 * Runs every target in its own process, writes their reports into directories of their names, and the matrix.
 *
 * @param publication the directory that gets the matrix
 * @throws ConfigurationError with the problems of every target, before anything is sent
 */
export async function runTargets(
  names: readonly string[],
  {
    command,
    flags,
    jobs,
    publication,
  }: {
    readonly command: Command;
    readonly flags: SharedFiles;
    readonly jobs?: number;
    readonly publication: Publication;
  },
  io: Io,
): Promise<number> {
  const urls = baseUrls(names, flags, io);
  const { directory, quiet, color } = publication;
  const shared = sameFlags(command, ['--target', '--report-dir', '--quiet', '--jobs', '--config']);
  const configuration = configurationFor(flags, io);
  const pace = new Pace(Infinity, jobs ?? Math.min(availableParallelism(), mostJobs));
  const width = Math.max(...names.map(({ length }) => length));
  const { signal, release } = interruptible(io.stop);
  const startedAt = new Date().toISOString();
  const run = async (name: string): Promise<TargetOutcome> => {
    const own = {
      name,
      baseUrl: urls.get(name) ?? '',
      directory: join(directory, name),
      ...{ flags: [...shared, ...configuration.flags], input: configuration.input },
      signal,
    };
    const outcome = await pace.run(() => runTarget(own, io));
    if (!quiet) {
      const [target] = matrixOf([outcome], { startedAt, finishedAt: startedAt }).targets;
      const options = { colour: color && wantsColour(io), width: widthOf(io) };
      if (target) io.stdout.write(`${renderTarget(target, width, options)}\n`);
    }
    return outcome;
  };
  try {
    const settled = await Promise.allSettled(names.map(run));
    const outcomes = settled.map((each) => {
      if (each.status === 'rejected') throw each.reason;
      return each.value;
    });
    if (!quiet) io.stdout.write('\n');
    const matrix = matrixOf(outcomes, { startedAt, finishedAt: new Date().toISOString() });
    return await publishMatrix(matrix, publication, io);
  } finally {
    release();
  }
}

/** How the process of a target gets the configuration: as a file name, or as the bytes from a pipe. */
function configurationFor(flags: SharedFiles, io: Io): { readonly flags: string[]; readonly input?: Buffer } {
  for (const [option, name] of [
    ['--ca', flags.ca],
    ['--baseline', flags.baseline],
  ] as const)
    if (name !== undefined && keptInput(name, io.cwd))
      throw new UsageError(
        `${option} ${name} is a pipe, which only one of several targets could read; save it as a file.`,
      );
  const name = flags.config ?? io.env['IDENTITY_CONFIG'] ?? '';
  const input = keptInput(name, io.cwd);
  return input ? { flags: ['--config=-'], input } : { flags: [`--config=${name}`] };
}

interface SharedFiles extends ConfigurationFlags {
  readonly baseline?: string;
}

/** The base URL of each target; every configuration is loaded, so that nothing is sent if one is wrong. */
function baseUrls(names: readonly string[], flags: ConfigurationFlags, io: Io): ReadonlyMap<string, string> {
  const problems = new Problems();
  const urls = names.map((name): [string, string] => {
    const configuration = problems.attempt(() =>
      // The process of the target warns of it.
      configurationFrom({ ...flags, target: [name] }, io, () => undefined),
    );
    return [name, configuration?.baseUrl ?? ''];
  });
  problems.throwIfAny();
  return new Map(urls);
}

/**
 * The options that a user gave to a command, as arguments again. A name and its value are one argument, so that a
 * value may begin with a hyphen.
 *
 * @param except the options, such as `--target`, that are left out
 */
function sameFlags(command: Command, except: readonly string[]): string[] {
  return command.options.flatMap((option) => {
    const { long } = option;
    const name = option.attributeName();
    if (!long || except.includes(long) || command.getOptionValueSource(name) !== 'cli') return [];
    const value: unknown = command.getOptionValue(name);
    if (typeof value === 'boolean') return value !== option.negate ? [long] : [];
    return (Array.isArray(value) ? value : [value]).map((each) => `${long}=${asText(each)}`);
  });
}

/** A value as it was written; option parsers return text, numbers and shards. */
function asText(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return `${value}`;
  const { index, of } = value as Shard;
  return `${index}/${of}`;
}
