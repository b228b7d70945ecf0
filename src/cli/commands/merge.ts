import type { Command } from 'commander';
import { groupBy } from '../../report/findings/findings';
import type { Report } from '../../report/report';
import { describeChecks, mergeShards, NotOneRun } from '../../run';
import { withBaseline } from '../../run/baseline/baseline';
import { readBaseline } from '../../run/baseline/file';
import { targetKey } from '../../run/merge';
import { reportFrom } from '../arguments';
import { type Finish, type Io, UsageError } from '../io';
import { publish, publishTargets, reportDirectory } from '../publish';

interface MergeFlags {
  readonly reportDir: string;
  readonly baseline?: string;
  readonly quiet?: boolean;
  readonly color: boolean;
  readonly debug?: boolean;
}

/** `merge`: the reports of all shards of a run as one, judged again, and those of several targets as a matrix. */
export function addMergeCommand(program: Command, io: Io, finish: Finish): void {
  program
    .command('merge')
    .description('combine the reports of all shards of a run, or of several targets')
    .argument('<reports...>', 'the report.json of each shard or target, or its directory')
    .option('--report-dir <dir>', 'directory for the combined reports', 'reports')
    .option('--baseline <file>', 'file of known and accepted failures')
    .option('--quiet', 'print only the verdict')
    .option('--no-color', 'print without colour')
    .action(async (names: readonly string[], flags: MergeFlags) => {
      const baseline = flags.baseline === undefined ? undefined : readBaseline(flags.baseline, io.cwd);
      const directory = reportDirectory(flags.reportDir, io.cwd);
      const known = (await describeChecks()).map(({ id }) => id);
      const judged = (own: readonly string[], alone: boolean): Report => {
        const whole = merged(
          own.map((name) => reportFrom(name, io)),
          alone,
        );
        return baseline ? withBaseline(whole, baseline, known) : whole;
      };
      const targets = [...groupBy(names, (name) => targetKey(reportFrom(name, io))).values()];
      const publication = { ...flags, directory };
      const [only = []] = targets;
      if (targets.length <= 1) finish(await publish(judged(only, true), publication, io));
      else
        finish(
          await publishTargets(
            targets.map((own) => () => judged(own, false)),
            publication,
            io,
          ),
        );
    });
}

/** @param alone whether there is no other target; a report without shards then has nothing to be merged with */
function merged(reports: readonly Report[], alone: boolean): Report {
  const [only] = reports;
  try {
    return only && reports.length === 1 && !only.shard && !alone ? only : mergeShards(reports);
  } catch (error) {
    if (error instanceof NotOneRun) throw new UsageError(error.message);
    throw error;
  }
}
