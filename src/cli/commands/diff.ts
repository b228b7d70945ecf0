import { type Command, Option } from 'commander';
import { compareReports, diffMarkdown, renderDiff } from '../../run/diff';
import { reportFrom } from '../arguments';
import { inertForGitHub } from '../github-actions';
import { exitCode, type Finish, type Io, wantsColour } from '../io';

interface DiffFlags {
  readonly markdown?: boolean;
  readonly json?: boolean;
  readonly color: boolean;
}

const exitCodes = `
Exit codes:
  0 no new failure; 1 a check newly fails;
  2 wrong usage, or a file that is not a report`;

/** `diff`: what changed between two reports. */
export function addDiffCommand(program: Command, io: Io, finish: Finish): void {
  program
    .command('diff')
    .description('compare two reports: newly failing, fixed, new, gone, no longer verified')
    .argument('<before>', 'the earlier report.json, or its directory')
    .argument('<after>', 'the later report.json, or its directory')
    .addOption(new Option('--markdown', 'print Markdown, for a pull request').conflicts('json'))
    .option('--json', 'print JSON, for programs')
    .option('--no-color', 'print without colour')
    .addHelpText('after', exitCodes)
    .action((before: string, after: string, flags: DiffFlags) => {
      const comparison = compareReports(reportFrom(before, io), reportFrom(after, io));
      const text = flags.json
        ? `${JSON.stringify(comparison, null, 2)}\n`
        : flags.markdown
          ? diffMarkdown(comparison)
          : inertForGitHub(renderDiff(comparison, { colour: flags.color && wantsColour(io) }), io);
      io.stdout.write(text);
      finish(comparison.newFailures > 0 ? exitCode.notConformant : exitCode.done);
    });
}
