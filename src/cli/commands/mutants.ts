import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { holds, matrixPage, matrixSummary, proveSuite, survivorsFirst } from '../../run/mutants';
import { numberLimits } from '../../run/number-limits';
import { writeWhole } from '../../run/report/whole-file';
import type { Shard } from '../../run/shard';
import { exitCode } from '../exit-code';
import type { Finish } from '../finish';
import type { Io } from '../io';
import { namedFault } from '../named-fault';
import { collect, integerBetween, shard } from '../option-values';
import { reportDirectory } from '../report-directory';
import { UsageError } from '../usage-error';

interface MutantsFlags {
  readonly fault?: readonly string[];
  readonly all?: boolean;
  readonly shard?: Shard;
  readonly seed?: number;
  readonly reportDir: string;
  readonly page?: string;
}

/** `mutants`: the suite against servers that deviate, each from what the embedded one does. */
export function addMutantsCommand(program: Command, io: Io, finish: Finish): void {
  program
    .command('mutants')
    .description('prove the suite: run it against a sample of all faults, print what survives')
    .option('--fault <name>', 'only this fault, and no legal difference (repeatable)', collect)
    .option('--all', 'every fault and every legal difference; goes on where it was interrupted')
    .option(
      '--shard <i/n>',
      'with --all: the Ith of N parts; the last --all in the directory puts them together',
      shard,
    )
    .option('--seed <n>', 'what the sample is drawn by (default 1)', integerBetween(...numberLimits.seed))
    .option('--report-dir <dir>', 'where kill-matrix.json and kill-matrix.md are written', 'reports')
    .option('--page <file>', 'where kill-matrix.md is written instead')
    .action(async (flags: MutantsFlags) => finish(await prove(flags, io)));
}

async function prove(flags: MutantsFlags, io: Io): Promise<number> {
  const { fault = [], all = false, seed } = flags;
  fault.forEach(namedFault);
  if (flags.shard && !all) throw new UsageError('--shard is a part of all faults: give --all as well.');
  if (all && fault.length > 0)
    throw new UsageError('--all and --fault exclude each other: leave one of them out.');
  const directory = reportDirectory(flags.reportDir, io.cwd);
  const { matrix, made } = await proveSuite({
    faults: fault,
    ...(all ? { all: { directory, ...(flags.shard ? { shard: flags.shard } : {}) } } : {}),
    ...(seed === undefined ? {} : { seed }),
    onTrial: (done, total) => io.isTTY && io.stderr.write(`\r${done} of ${total} servers`),
  });
  if (io.isTTY) io.stderr.write('\r\x1b[K');
  io.stdout.write(survivorsFirst(matrix, made));
  await mkdir(directory, { recursive: true });
  await writeWhole(
    join(directory, 'kill-matrix.json'),
    `${JSON.stringify(matrixSummary(matrix, made), null, 2)}\n`,
  );
  const page = flags.page ?? join(directory, 'kill-matrix.md');
  await writeWhole(resolve(io.cwd, page), matrixPage(matrix, made));
  return holds(matrix) ? exitCode.done : exitCode.notConformant;
}
