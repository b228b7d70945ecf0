import type { Command } from 'commander';
import { byTarget, describeChecks, mergeShards, NotOneRun } from '../../run';
import { readBaseline, withBaseline } from '../../run/baseline';
import type { Report } from '../../run/report/report';
import type { Finish } from '../finish';
import type { Io } from '../io';
import { publish } from '../publish';
import { reportFrom } from '../report-argument';
import { reportDirectory } from '../report-directory';
import { publishTargets } from '../targets/publish-targets';
import { UsageError } from '../usage-error';

interface MergeFlags {
  readonly reportDir: string;
  readonly baseline?: string;
  readonly quiet?: boolean;
  readonly color: boolean;
  readonly debug?: boolean;
}

/** `merge`: the reports of all shards of a run as one, judged anew, and those of several targets as a matrix. */
export function addMergeCommand(program: Command, io: Io, finish: Finish): void {
  program
    .command('merge')
    .description('put the reports of all shards of a run, or of several targets, together')
    .argument('<reports...>', 'the report.json of each shard or target, or its directory')
    .option('--report-dir <dir>', 'where the reports of the whole are written', 'reports')
    .option('--baseline <file>', 'failures that are known and accepted')
    .option('--quiet', 'print the verdict only')
    .option('--no-color', 'print without colour')
    .action(async (names: readonly string[], flags: MergeFlags) => {
      const baseline = flags.baseline === undefined ? undefined : readBaseline(flags.baseline, io.cwd);
      const directory = reportDirectory(flags.reportDir, io.cwd);
      const wholes = merged(names.map((name) => reportFrom(name, io)));
      const known = (await describeChecks()).map(({ id }) => id);
      const reports = wholes.map((whole) => (baseline ? withBaseline(whole, baseline, known) : whole));
      const [report] = reports;
      const publication = { ...flags, directory };
      if (report && reports.length === 1) finish(await publish(report, publication, io));
      else finish(await publishTargets(reports, publication, io));
    });
}

/** One report for each target. */
function merged(reports: readonly Report[]): readonly Report[] {
  try {
    const targets = byTarget(reports);
    // One target alone without shards has nothing to be merged with, which mergeShards says.
    return targets.map((own) =>
      targets.length > 1 && own.length === 1 && !own[0]?.shard ? (own[0] as Report) : mergeShards(own),
    );
  } catch (error) {
    if (error instanceof NotOneRun) throw new UsageError(error.message);
    throw error;
  }
}
