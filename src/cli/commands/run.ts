import type { Command } from 'commander';
import type { Configuration } from '../../configuration/configuration';
import { dryRun } from '../../doctor/dry-run';
import { defaultFuzz, type Progress, run } from '../../run';
import { readBaseline } from '../../run/baseline/file';
import { type Shard, TooManyShards } from '../../run/selection/selection';
import { numberLimits } from '../../run/target';
import { type Ended, look, nextChange, watch } from '../../run/watch';
import { fit, oneLine } from '../../text/printable';
import { quantity } from '../../text/prose';
import {
  addConfigurationFlags,
  addSelectionFlags,
  type ConfigurationFlags,
  configurationFrom,
  integerBetween,
  onlyProfiles,
  type SelectionFlags,
  selectionFrom,
  shard,
} from '../arguments';
import { exitCode, type Finish, interruptible, type Io, UsageError, widthOf } from '../io';
import { publish, reportDirectory } from '../publish';
import { mostJobs, runTargets, severalTargets } from '../targets/run-targets';

interface RunFlags extends ConfigurationFlags, SelectionFlags {
  readonly reportDir: string;
  readonly baseline?: string;
  readonly strict?: boolean;
  readonly allowIncomplete?: boolean;
  readonly shard?: Shard;
  readonly seed?: number;
  readonly fuzz?: number;
  readonly thorough?: boolean;
  readonly dryRun?: boolean;
  readonly jobs?: number;
  readonly watch?: boolean;
  readonly quiet?: boolean;
  readonly color: boolean;
  readonly debug?: boolean;
}

/** `run`: the suite against a server, reports on disk, the result on the screen. */
export function addRunCommand(program: Command, io: Io, finish: Finish): void {
  const command = program
    .command('run')
    .description('run the suite against a server (default: the embedded server)');
  addSelectionFlags(addConfigurationFlags(command, 'several'))
    .option('--shard <i/n>', 'run only the Ith of N parts, for N machines; merge combines the reports', shard)
    .option(
      '--seed <n>',
      'reproduce the generated requests of an earlier run',
      integerBetween(...numberLimits.seed),
    )
    .option(
      '--fuzz <n>',
      `number of generated requests (default: ${defaultFuzz})`,
      integerBetween(...numberLimits.fuzz),
    )
    .option('--thorough', 'combine conditions in threes instead of pairs')
    .optionsGroup('What fails the run:')
    .option('--strict', 'let warnings fail the run too: a failed SHOULD, or what the errata tolerate')
    .option('--allow-incomplete', 'exit with 0 even if something could not be verified')
    .option('--baseline <file>', 'file of known and accepted failures; baseline write creates one')
    .optionsGroup('How it runs:')
    .option('--dry-run', 'print every request and send none')
    .option('--watch', 'run again whenever the server comes back or changes, failed checks first')
    .option(
      '--jobs <n>',
      `number of targets tested at a time (default: one per core, at most ${mostJobs})`,
      integerBetween(1, 64),
    )
    .optionsGroup('Reports and output:')
    .option('--report-dir <dir>', 'directory for the reports', 'reports')
    .option('--quiet', 'print only the verdict')
    .option('--no-color', 'print without colour')
    .action(async (flags: RunFlags) => finish(await runSuite(flags, command, io)));
}

async function runSuite(flags: RunFlags, command: Command, io: Io): Promise<number> {
  const targets = severalTargets(flags, io);
  const configuration = targets.length > 0 ? undefined : configurationFrom(flags, io);
  const selection = selectionFrom(flags);
  if (flags.shard && flags.baseline !== undefined)
    throw new UsageError('--baseline applies to a whole run; give it to merge instead of the shards.');
  const baseline = flags.baseline === undefined ? undefined : readBaseline(flags.baseline, io.cwd);
  if (flags.dryRun) {
    const { seed, fuzz, thorough, shard: part } = flags;
    const wanted = { ...selection, seed, fuzz, thorough, shard: part };
    const configurations = configuration
      ? [configuration]
      : targets.map((name) => configurationFrom({ ...flags, target: [name] }, io));
    io.stdout.write(configurations.map((each) => dryRunOf(each, wanted)).join('\n'));
    return exitCode.done;
  }
  const directory = reportDirectory(flags.reportDir, io.cwd);
  verifyWatch(flags, targets, configuration);
  if (!configuration) {
    const publication = { ...flags, directory };
    return runTargets(targets, { command, flags, jobs: flags.jobs, publication }, io);
  }

  const { signal, release } = interruptible(io.stop);
  const once = async (checks?: readonly string[], seed = flags.seed): Promise<Ended> => {
    const progress = io.isTTY && !flags.quiet ? new ProgressLine(io) : undefined;
    const report = await run(configuration, {
      signal,
      ...(checks ? { checks } : selection),
      baseline,
      seed,
      fuzz: flags.fuzz,
      thorough: flags.thorough ?? false,
      strict: flags.strict ?? false,
      allowIncomplete: flags.allowIncomplete ?? false,
      shard: flags.shard,
      onlyProfiles: onlyProfiles(flags, configuration),
      targetName: flags.target?.[0],
      onProgress: (state) => progress?.show(state),
    })
      .catch(tooManyShards)
      .finally(() => progress?.clear());
    return { report, code: await publish(report, { ...flags, directory }, io) };
  };
  try {
    if (flags.watch) return await watchServer(configuration, once, { io, stopped: signal });
    return (await once()).code;
  } finally {
    release();
  }
}

/** What is wrong with `--watch` in combination with the other options, if anything. */
function verifyWatch(flags: RunFlags, targets: readonly string[], configuration?: Configuration): void {
  if (!flags.watch) return;
  if (flags.shard) throw new UsageError('--watch is for one machine; leave out --shard.');
  if (targets.length > 0) throw new UsageError('--watch is for one server; choose one target with --target.');
  if (configuration?.baseUrl === undefined)
    throw new UsageError(
      '--watch is for a server that changes; name it with --base-url or in the configuration.',
    );
}

function dryRunOf(...wanted: Parameters<typeof dryRun>): string {
  try {
    return dryRun(...wanted);
  } catch (error) {
    return tooManyShards(error);
  }
}

function tooManyShards(error: unknown): never {
  if (!(error instanceof TooManyShards)) throw error;
  throw new UsageError(
    `--shard: the selection can be divided into ${quantity(error.most, 'shard')} at most; use fewer.`,
  );
}

const eraseLine = '\r\u001b[K';

/** One line for a live terminal: `42 of 140 checks, 1 failed  tenant`. */
export function renderProgress(progress: Progress, width: number): string {
  const found = [
    ...(progress.failed > 0 ? [`${progress.failed} failed`] : []),
    ...(progress.warned > 0 ? [`${progress.warned} warned`] : []),
    ...(progress.expected > 0 ? [quantity(progress.expected, 'expected failure')] : []),
  ];
  const counts = [`${progress.done} of ${quantity(progress.total, 'check')}`, ...found].join(', ');
  return fit(`${counts}  ${oneLine(progress.section)}`.trimEnd(), width);
}

/** One line that says how far a run is, rewritten in its place; for terminals only. */
class ProgressLine {
  #shown = false;

  constructor(private readonly io: Io) {}

  show(progress: Progress): void {
    this.io.stdout.write(`${eraseLine}${renderProgress(progress, widthOf(this.io))}`);
    this.#shown = true;
  }

  clear(): void {
    if (this.#shown) this.io.stdout.write(eraseLine);
    this.#shown = false;
  }
}

/**
 * `run --watch`: runs until it is stopped, whenever the server changes or Enter is pressed.
 * @returns the exit code of the last run
 */
async function watchServer(
  configuration: Configuration,
  run: (checks?: readonly string[], seed?: number) => Promise<Ended>,
  { io, stopped }: { readonly io: Io; readonly stopped: AbortSignal },
): Promise<number> {
  let asked = new AbortController();
  const letGo = onEnter(io, () => asked.abort());
  const say = (sentence: string) => io.stdout.write(`\n> ${sentence}\n`);
  try {
    return await watch({
      run,
      stopped,
      say,
      change: async (failed) => {
        // Enter pressed during a run does not ask for another one.
        asked = new AbortController();
        return nextChange({
          look: () => look(configuration, failed),
          onDown: () => say('The server is down; waiting for it to come back.'),
          asked: asked.signal,
          stopped,
        });
      },
    });
  } finally {
    letGo();
  }
}

/**
 * Calls `onEnter` for each line that is entered at a terminal; without a terminal, never.
 * @returns releases the terminal, so that the process can end
 */
function onEnter(io: Io, onEnter: () => void): () => void {
  const { stdin } = io;
  if (!stdin?.isTTY) return () => undefined;
  stdin.on('data', onEnter);
  stdin.resume();
  return () => {
    stdin.off('data', onEnter);
    stdin.pause();
  };
}
