import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { holds, matrixPage, matrixSummary, proveSuite, survivorsFirst } from '../../run/mutants';
import { writeWhole } from '../../run/report/whole-file';
import { exitCode } from '../exit-code';
import type { Io } from '../io';
import { namedFault } from '../named-fault';
import { collect } from '../option-values';
import type { Finish } from '../finish';
import { reportDirectory } from '../report-directory';

interface MutantsFlags {
  readonly fault?: readonly string[];
  readonly reportDir: string;
  readonly page?: string;
}

/** `mutants`: the suite against every fault and every variation of the embedded server. */
export function addMutantsCommand(program: Command, io: Io, finish: Finish): void {
  program
    .command('mutants')
    .description('prove the suite: run it against every fault, print what catches what')
    .option('--fault <name>', 'only this fault, and no variation (repeatable)', collect)
    .option('--report-dir <dir>', 'where kill-matrix.json and kill-matrix.md are written', 'reports')
    .option('--page <file>', 'where kill-matrix.md is written instead')
    .action(async (flags: MutantsFlags) => finish(await prove(flags, io)));
}

async function prove({ fault = [], reportDir, page }: MutantsFlags, io: Io): Promise<number> {
  fault.forEach(namedFault);
  const directory = reportDirectory(reportDir, io.cwd);
  const matrix = await proveSuite({
    faults: fault,
    onTrial: (done, total) => io.isTTY && io.stderr.write(`\r${done} of ${total} servers`),
  });
  if (io.isTTY) io.stderr.write('\r\x1b[K');
  io.stdout.write(survivorsFirst(matrix));
  await mkdir(directory, { recursive: true });
  await writeWhole(
    join(directory, 'kill-matrix.json'),
    `${JSON.stringify(matrixSummary(matrix), null, 2)}\n`,
  );
  await writeWhole(resolve(io.cwd, page ?? join(directory, 'kill-matrix.md')), matrixPage(matrix));
  return holds(matrix) ? exitCode.done : exitCode.notConformant;
}
