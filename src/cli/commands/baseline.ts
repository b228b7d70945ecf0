import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { writeWhole } from '../../report/write';
import { baselineFor, readBaseline } from '../../run/baseline/file';
import { oneLine } from '../../text/printable';
import { listOf, quantity } from '../../text/prose';
import { reportFrom } from '../arguments';
import { type Io, UsageError } from '../io';

interface WriteFlags {
  readonly output: string;
  readonly baseline?: string;
  readonly force?: boolean;
}

/** `baseline write`: a baseline file made from a report. */
export function addBaselineCommand(program: Command, io: Io): void {
  program
    .command('baseline')
    .helpCommand(false)
    .description('write a file of known and accepted failures from a report')
    .command('write')
    .description('list the failures of a report, each with a reason to fill in')
    .argument('[report]', 'a report.json or its directory', 'reports/report.json')
    .option('--output <file>', 'the file to write', 'baseline.yaml')
    .option(
      '--baseline <file>',
      'an earlier baseline; its entries are kept unless their check passes, whatever the seed',
    )
    .option('--force', 'overwrite an existing file')
    .action((report: string, flags: WriteFlags) => writeBaseline(report, flags, io));
}

async function writeBaseline(name: string, flags: WriteFlags, io: Io): Promise<void> {
  const { output } = flags;
  if (output === '') throw new UsageError('--output is empty; name a file.');
  const file = resolve(io.cwd, output);
  if (existsSync(file) && !flags.force) {
    throw new UsageError(
      `${output} already exists; use --force to overwrite it, or name another file with --output.`,
    );
  }
  const earlier = flags.baseline === undefined ? [] : readBaseline(flags.baseline, io.cwd);
  const report = reportFrom(name, io);
  const made = baselineFor(report, earlier);
  await writeWhole(file, made.text).catch((error: unknown) => {
    const code = (error as NodeJS.ErrnoException).code ?? 'no error code';
    throw new UsageError(
      `${output} could not be written (${code}); check its directory, or name another file with --output.`,
    );
  });
  const entries = `${made.entries} ${made.entries === 1 ? 'entry' : 'entries'}`;
  const on = made.checks > made.entries ? ` for ${quantity(made.checks, 'check')}` : '';
  const lines = [
    `${output}: ${entries}${on}, ${made.withoutReason} of them without a reason.`,
    ...(made.passing.length > 0
      ? [`Left out, since ${quantity(made.passing.length, 'check')} passed: ${listOf(made.passing, 10)}.`]
      : []),
    ...(report.stopped ? ['The run of this report ended early; it may not have found every failure.'] : []),
    ...(made.withoutReason > 0 ? ['Write a reason for each; a run refuses the file until then.'] : []),
  ];
  io.stdout.write(`${lines.map(oneLine).join('\n')}\n`);
}
