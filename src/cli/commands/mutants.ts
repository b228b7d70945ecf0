import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { holds, matrixPage, matrixSummary, proveServer, proveSuite, survivorsFirst } from '../../mutants';
import type { Proved } from '../../mutants/render';
import { writeWhole } from '../../report/write';
import type { Shard } from '../../run/selection/selection';
import { numberLimits } from '../../run/target';
import {
  addConfigurationFlags,
  collect,
  type ConfigurationFlags,
  configurationFrom,
  integerBetween,
  namedFault,
  shard,
} from '../arguments';
import { exitCode, type Finish, type Io, UsageError } from '../io';
import { reportDirectory } from '../publish';

interface MutantsFlags extends ConfigurationFlags {
  readonly fault?: readonly string[];
  readonly all?: boolean;
  readonly shard?: Shard;
  readonly seed?: number;
  readonly reportDir: string;
  readonly page?: string;
}

/** `mutants`: the suite against servers that each deviate from the embedded one. */
export function addMutantsCommand(program: Command, io: Io, finish: Finish): void {
  const command = program
    .command('mutants')
    .description(
      'test the suite itself: run it against a sample of all faults and print the survivors; with --base-url, print the faults that it would catch at that server',
    );
  addConfigurationFlags(command, 'one')
    .optionsGroup('Which faults:')
    .option('--fault <name>', 'only this fault, and no legal difference (repeatable)', collect)
    .option('--all', 'every fault and every legal difference; continues where it was interrupted')
    .option(
      '--shard <i/n>',
      'with --all: only the Ith of N parts; a final --all in the same directory combines them',
      shard,
    )
    .option('--seed <n>', 'seed of the sample (default: 1)', integerBetween(...numberLimits.seed))
    .option('--report-dir <dir>', 'directory for kill-matrix.json and kill-matrix.md', 'reports')
    .option('--page <file>', 'write kill-matrix.md to this file instead')
    .action(async (flags: MutantsFlags) => finish(await prove(flags, io)));
}

async function prove(flags: MutantsFlags, io: Io): Promise<number> {
  const directory = reportDirectory(flags.reportDir, io.cwd);
  const onTrial = (done: number, total: number) =>
    io.isTTY && io.stderr.write(`\r${done} of ${total} servers`);
  const proved = await (isOfServer(flags)
    ? provenServer(flags, io, onTrial)
    : provenSuite(flags, directory, onTrial));
  if (io.isTTY) io.stderr.write('\r\x1b[K');
  if ('kind' in proved) {
    io.stderr.write(`${proved.message}\n`);
    return exitCode.unreachable;
  }
  const { matrix, made } = proved;
  io.stdout.write(survivorsFirst(matrix, made));
  await mkdir(directory, { recursive: true });
  await writeWhole(
    join(directory, 'kill-matrix.json'),
    `${JSON.stringify(matrixSummary(matrix, made), null, 2)}\n`,
  );
  const page = flags.page ?? join(directory, 'kill-matrix.md');
  await writeWhole(resolve(io.cwd, page), matrixPage(matrix, made));
  // Survivors at a server are only reported; the score applies to the suite itself.
  return isOfServer(flags) || holds(matrix) ? exitCode.done : exitCode.notConformant;
}

type OnTrial = (done: number, total: number) => void;

function isOfServer({ baseUrl, config }: MutantsFlags): boolean {
  return baseUrl !== undefined || config !== undefined;
}

async function provenSuite(flags: MutantsFlags, directory: string, onTrial: OnTrial): Promise<Proved> {
  const { fault = [], all = false, seed, shard: part } = flags;
  fault.forEach(namedFault);
  if (part && !all) throw new UsageError('--shard needs --all; add it.');
  if (all && fault.length > 0)
    throw new UsageError('--all and --fault are mutually exclusive; leave one out.');
  return proveSuite({
    faults: fault,
    ...(all ? { all: { directory, ...(part ? { shard: part } : {}) } } : {}),
    ...(seed === undefined ? {} : { seed }),
    onTrial,
  });
}

async function provenServer(flags: MutantsFlags, io: Io, onTrial: OnTrial) {
  const { fault = [], all = false, seed, shard: part } = flags;
  if (fault.length > 0 || all || part)
    throw new UsageError(
      '--fault, --all and --shard are for the embedded server: leave out --base-url and --config.',
    );
  const configuration = configurationFrom(flags, io);
  const { baseUrl } = configuration;
  if (baseUrl === undefined)
    throw new UsageError(
      'The configuration names no server: give --base-url, or baseUrl in the configuration file.',
    );
  return proveServer({ ...configuration, baseUrl }, { ...(seed === undefined ? {} : { seed }), onTrial });
}
