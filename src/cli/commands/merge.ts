import type { Command } from 'commander';
import { describeChecks, mergeShards, NotOneRun } from '../../run';
import { readBaseline, withBaseline } from '../../run/baseline';
import type { Report } from '../../run/report/report';
import type { Finish } from '../finish';
import type { Io } from '../io';
import { publish } from '../publish';
import { reportFrom } from '../report-argument';
import { reportDirectory } from '../report-directory';
import { UsageError } from '../usage-error';

interface MergeFlags {
  readonly reportDir: string;
  readonly baseline?: string;
  readonly quiet?: boolean;
  readonly color: boolean;
  readonly debug?: boolean;
}

/** `merge`: the reports of all shards of a run as one, judged anew. */
export function addMergeCommand(program: Command, io: Io, finish: Finish): void {
  program
    .command('merge')
    .description('put the reports of all shards of a run together, and judge the whole')
    .argument('<reports...>', 'the report.json of each shard, or its directory')
    .option('--report-dir <dir>', 'where the reports of the whole are written', 'reports')
    .option('--baseline <file>', 'failures that are known and accepted')
    .option('--quiet', 'print the verdict only')
    .option('--no-color', 'print without colour')
    .action(async (names: readonly string[], flags: MergeFlags) => {
      const baseline = flags.baseline === undefined ? undefined : readBaseline(flags.baseline, io.cwd);
      const directory = reportDirectory(flags.reportDir, io.cwd);
      const whole = merged(names.map((name) => reportFrom(name, io)));
      const known = (await describeChecks()).map(({ id }) => id);
      const report = baseline ? withBaseline(whole, baseline, known) : whole;
      finish(await publish(report, { ...flags, directory }, io));
    });
}

function merged(reports: readonly Report[]): Report {
  try {
    return mergeShards(reports);
  } catch (error) {
    if (error instanceof NotOneRun) throw new UsageError(error.message);
    throw error;
  }
}
