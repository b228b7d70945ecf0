import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { holds, matrixPage, matrixSummary, proveSuite, survivorsFirst } from '../../run/mutants';
import { writeWhole } from '../../run/report/whole-file';
import { faults } from '../../reference/faults';
import { exitCode } from '../exit-code';
import type { Io } from '../io';
import { collect } from '../option-values';
import type { Finish } from '../program';
import { reportDirectory } from '../report-directory';
import { suggestion } from '../selection';
import { UsageError } from '../usage-error';

interface MutantsFlags {
  readonly fault?: readonly string[];
  readonly reportDir: string;
}

/** `mutants`: the suite against every fault and every variation of the embedded server. */
export function addMutantsCommand(program: Command, io: Io, finish: Finish): void {
  program
    .command('mutants')
    .description('prove the suite: run it against every fault, print what catches what')
    .option('--fault <name>', 'only this fault, and no variation (repeatable)', collect)
    .option('--report-dir <dir>', 'where kill-matrix.md and kill-matrix.json are written', 'reports')
    .action(async (flags: MutantsFlags) => finish(await prove(flags, io)));
}

async function prove({ fault = [], reportDir }: MutantsFlags, io: Io): Promise<number> {
  const names = faults.map(({ name }) => name);
  for (const name of fault)
    if (!names.includes(name))
      throw new UsageError(`--fault ${name}: there is no such fault; ${suggestion(name, names)}`);
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
  await writeWhole(join(directory, 'kill-matrix.md'), matrixPage(matrix));
  return holds(matrix) ? exitCode.done : exitCode.notConformant;
}
