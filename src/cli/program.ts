import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { inProject } from '../contract/project-root';
import { addBaselineCommand } from './commands/baseline';
import { addCheckCommand } from './commands/check';
import { addCompletionCommands } from './commands/completion';
import { addDiffCommand } from './commands/diff';
import { addDoctorCommand } from './commands/doctor';
import { addExplainCommand } from './commands/explain';
import { addHelpCommand } from './commands/help';
import { addInitCommand } from './commands/init';
import { addListCommand } from './commands/list';
import { addMergeCommand } from './commands/merge';
import { addMutantsCommand } from './commands/mutants';
import { addRunCommand } from './commands/run';
import { addServeCommand } from './commands/serve';
import type { Finish } from './finish';
import { widthOf, wantsColour, type Io } from './io';

const examples = `
Examples:
  identity-conformance run
      test the embedded server, to see what a run looks like
  identity-conformance init --output staging.yaml
      write a configuration to fill in
  identity-conformance doctor --config staging.yaml
      see before a run whether the server and each account are as they should be
  identity-conformance run --config staging.yaml
      test the server of a configuration file with its accounts
  identity-conformance run --config staging.yaml --profile core --profile xml --strict
      test two profiles, and let warnings fail the run
  identity-conformance explain tenant.exclusive
      show what a requirement asks and which checks it has

Exit codes of run:
  0 conformant, 1 not conformant, 2 wrong usage or configuration,
  3 server unreachable, 4 incomplete, 5 a defect of the suite, 130 interrupted`;

/** The commands and their options, writing to `io` and never ending the process. */
export function createProgram(io: Io, finish: Finish): Command {
  const program = new Command('identity-conformance')
    .description(
      'Tests servers of POST /v2.0/tokens (Identity API v2.0) against the contract of the operation.',
    )
    .version(packageVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', examples)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHelpWidth: () => widthOf(io),
      getErrHelpWidth: () => widthOf(io),
      getOutHasColors: () => wantsColour(io),
      getErrHasColors: () => wantsColour(io),
    })
    .showSuggestionAfterError()
    .showHelpAfterError('(--help shows what there is)');
  addRunCommand(program, io, finish);
  addListCommand(program, io);
  addExplainCommand(program, io);
  addInitCommand(program, io);
  addDoctorCommand(program, io, finish);
  addCheckCommand(program, io, finish);
  addBaselineCommand(program, io);
  addMergeCommand(program, io, finish);
  addDiffCommand(program, io, finish);
  addServeCommand(program, io);
  addMutantsCommand(program, io, finish);
  addCompletionCommands(program, io);
  addHelpCommand(program);
  // A defect may show in any command.
  for (const command of program.commands.flatMap((each) => [each, ...each.commands])) {
    command.option('--debug', 'print the stack of a defect of the suite');
  }
  return program;
}

function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8')) as { version: string };
  return version;
}
