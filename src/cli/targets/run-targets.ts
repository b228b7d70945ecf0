import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import type { Command } from 'commander';
import { Problems } from '../../configuration/configuration';
import { targetNames } from '../../configuration/members/targets';
import { keptInput } from '../../configuration/named-file';
import { inProject } from '../../contract/package-files';
import { Pace } from '../../http/pace';
import { readReport, UnreadableReport } from '../../report/json';
import { headOf, matrixOf, type TargetOutcome } from '../../report/matrix/matrix';
import { renderTarget } from '../../report/matrix/summary';
import type { ExitCode, Report } from '../../report/report';
import type { Shard } from '../../run/selection/selection';
import { type ConfigurationFlags, configurationFrom } from '../arguments';
import { exitCode, interruptible, type Io, UsageError, wantsColour, widthOf } from '../io';
import { type Publication, publishMatrix } from '../publish';

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

/** A target to be run in its own process, since a run needs a whole process. */
interface TargetRun {
  readonly name: string;
  readonly baseUrl: string;
  /** The absolute path of the directory of its reports. */
  readonly directory: string;
  readonly flags: readonly string[];
  /** What the process reads from standard input. */
  readonly input?: Buffer;
  /** Asks the process to end and to report what ran. */
  readonly signal: AbortSignal;
}

const interrupted = 130;

/**
 * Runs one target and reads its report.
 *
 * @throws UsageError if the process rejects its arguments
 */
async function runTarget(target: TargetRun, io: Io): Promise<TargetOutcome> {
  const { name, baseUrl, directory, signal } = target;
  const head = { name, baseUrl };
  if (signal.aborted) return { ...head, exitCode: interrupted, reason: 'Not run: the run was interrupted.' };
  const startedAt = new Date();
  const { code, stderr } = await ended(target, io);
  if (code === exitCode.usage) throw new UsageError(stderr.replace(/^error: /, '').trim());
  for (const line of stderr.split('\n').filter((text) => text !== '')) io.stderr.write(`${name}: ${line}\n`);
  const report = reportSince(startedAt, directory, io);
  // Reports that could not be written raise the exit code above that of the report.
  if (report) return { ...head, report: headOf(report), exitCode: isOfARun(code) ? code : exitCode.defect };
  return signal.aborted
    ? { ...head, exitCode: interrupted, reason: 'Interrupted before it had written a report.' }
    : {
        ...head,
        exitCode: exitCode.defect,
        reason: 'The run ended without a report; run this target alone to see why.',
      };
}

const endsWithParent = ['--require', inProject('dist', 'src', 'cli', 'targets', 'end-with-parent.js')];

function ended(
  { name, directory, flags, input, signal }: TargetRun,
  io: Io,
): Promise<{ code: number | null; stderr: string }> {
  const own = [`--target=${name}`, `--report-dir=${directory}`, '--quiet'];
  const child = spawn(
    process.execPath,
    [...endsWithParent, inProject('bin', 'identity-conformance.js'), 'run', ...flags, ...own],
    {
      cwd: io.cwd,
      // The page of the step under GitHub Actions gets the matrix instead.
      env: {
        ...io.env,
        GITHUB_STEP_SUMMARY: undefined,
        IDENTITY_CONFORMANCE_PARENT: String(process.pid),
      },
      stdio: [input ? 'pipe' : 'ignore', 'ignore', 'pipe'],
      // An interrupt at the terminal reaches the whole process group, and as a second one it would prevent the reports.
      detached: true,
    },
  );
  const interrupt = () => child.kill('SIGINT');
  const kill = () => child.kill('SIGKILL');
  signal.addEventListener('abort', interrupt, { once: true });
  process.once('exit', kill);
  // A process that ends early leaves its input unread; its exit code says why.
  child.stdin?.on('error', () => undefined).end(input);
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise<{ code: number | null; stderr: string }>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stderr }));
  }).finally(() => {
    signal.removeEventListener('abort', interrupt);
    process.off('exit', kill);
  });
}

/** The report in a directory, unless it is one of an earlier run. */
function reportSince(start: Date, directory: string, io: Io): Report | undefined {
  try {
    const report = readReport(join(relative(io.cwd, directory), 'report.json'), io.cwd);
    return Date.parse(report.startedAt) >= start.getTime() ? report : undefined;
  } catch (error) {
    if (error instanceof UnreadableReport) return undefined;
    throw error;
  }
}

function isOfARun(code: number | null): code is ExitCode {
  return [0, 1, 3, 4, 5, 130].includes(code ?? NaN);
}
