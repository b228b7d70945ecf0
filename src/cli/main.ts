import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { Command, CommanderError } from 'commander';
import { ConfigurationError } from '../configuration/configuration';
import { inProject } from '../contract/package-files';
import { ownCommand } from '../report/wording/labels';
import { suggestion } from '../run/selection/selection';
import { exitCode, type Finish, type Io, UsageError, wantsColour, widthOf } from './io';

/**
 * The command line interface.
 * @param argv the arguments after the name of the executable
 * @returns the exit code; all output has been written to `io`
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  let code: number = exitCode.done;
  try {
    const program = await createProgram(argv, io, (finished) => (code = finished));
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    return explainError(error, argv.includes('--debug'), io);
  }
}

function explainError(error: unknown, debug: boolean, io: Io): number {
  if (error instanceof CommanderError) {
    // Commander has written its message; --help and --version are not errors.
    return error.exitCode === 0 ? exitCode.done : exitCode.usage;
  }
  if (error instanceof ConfigurationError) {
    for (const problem of error.message.split('\n')) io.stderr.write(`error: ${problem}\n`);
    return exitCode.usage;
  }
  if (error instanceof UsageError) {
    io.stderr.write(`error: ${error.message}\n`);
    return exitCode.usage;
  }
  const message = error instanceof Error ? error.message : String(error);
  const advice = debug ? 'please report it' : 'run again with --debug and report the output';
  io.stderr.write(`This is a defect of the suite (${message.replace(/\.$/, '')}); ${advice}.\n`);
  if (debug && error instanceof Error) io.stderr.write(`${error.stack ?? ''}\n`);
  return exitCode.defect;
}

type AddCommand = (program: Command, io: Io, finish: Finish) => void;

/** The commands, in the order in which the help lists them. Each is loaded on demand: a run needs no other. */
const commands: Readonly<Record<string, () => Promise<AddCommand>>> = {
  run: async () => (await import('./commands/run.js')).addRunCommand,
  list: async () => (await import('./commands/list.js')).addListCommand,
  explain: async () => (await import('./commands/explain.js')).addExplainCommand,
  init: async () => (await import('./commands/init.js')).addInitCommand,
  doctor: async () => (await import('./commands/doctor.js')).addDoctorCommand,
  check: async () => (await import('./commands/check.js')).addCheckCommand,
  baseline: async () => (await import('./commands/baseline.js')).addBaselineCommand,
  merge: async () => (await import('./commands/merge.js')).addMergeCommand,
  diff: async () => (await import('./commands/diff.js')).addDiffCommand,
  serve: async () => (await import('./commands/serve.js')).addServeCommand,
  mutants: async () => (await import('./commands/mutants.js')).addMutantsCommand,
  completion: async () => (await import('./commands/completion.js')).addCompletionCommands,
  help: () => Promise.resolve(addHelpCommand),
};

const examples = (command: string) => `
Examples:
  ${command} run
      test the embedded server, to see what a run looks like
  ${command} init --output staging.yaml
      write a configuration to fill in
  ${command} doctor --config staging.yaml
      check the server and each account before a run
  ${command} run --config staging.yaml
      test the server of a configuration file with its accounts
  ${command} run --config staging.yaml --profile core --profile xml --strict
      test two profiles, and let warnings fail the run
  ${command} explain tenant.exclusive
      show what a requirement asks and which checks it has

Exit codes of run:
  0 conformant, 1 not conformant, 2 wrong usage or configuration,
  3 server unreachable, 4 incomplete, 5 a defect of the suite, 130 interrupted`;

/**
 * The commands and their options, writing to `io` and never ending the process.
 *
 * @param argv the arguments after the name of the executable; if they begin with a command, only that one is added
 */
export async function createProgram(argv: readonly string[], io: Io, finish: Finish): Promise<Command> {
  const program = new Command('identity-conformance')
    .description(
      'Tests servers of POST /v2.0/tokens (Identity API v2.0) against the contract of the operation.',
    )
    .version(packageVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', () => examples(ownCommand()))
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
    .showHelpAfterError('(--help lists the commands and options)');
  const [first = ''] = argv;
  const alone = first !== 'help' && Object.hasOwn(commands, first) ? commands[first] : undefined;
  for (const load of alone ? [alone] : Object.values(commands)) (await load())(program, io, finish);
  if (alone) program.helpCommand(false);
  // Any command may reveal a defect.
  for (const command of program.commands.flatMap((each) => [each, ...each.commands])) {
    command.option('--debug', 'print the stack trace of a defect of the suite').allowExcessArguments();
  }
  return program.hook('preAction', (_program, command) => refuseExcess(command));
}

function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8')) as { version: string };
  return version;
}

/**
 * Rejects excess arguments of a command and suggests the option that was most likely meant.
 * @throws UsageError
 */
function refuseExcess(command: Command): void {
  const { registeredArguments: taken, args } = command;
  if (taken.some(({ variadic }) => variadic)) return;
  const [excess] = args.slice(taken.length);
  if (excess === undefined) return;
  const name = nameOf(command);
  const option = optionsFor(excess).find((each) => command.options.some(({ long }) => long === each));
  const remedy = option
    ? `did you mean ${option} ${excess}?`
    : `${ownCommand()} ${name} --help shows what it accepts.`;
  throw new UsageError(`${name}: ${excess} is one argument too many; ${remedy}`);
}

/** `baseline write` */
function nameOf(command: Command): string {
  const { parent } = command;
  return parent?.parent ? `${nameOf(parent)} ${command.name()}` : command.name();
}

/** The options whose value a word looks like, the likeliest first. */
function optionsFor(word: string): readonly string[] {
  if (/^https?:\/\//i.test(word)) return ['--base-url'];
  return ['.yaml', '.yml', '.json'].includes(extname(word).toLowerCase()) ? ['--config', '--output'] : [];
}

/** `help`: the help of a command. Commander's own prints the whole help for a mistyped name. */
function addHelpCommand(program: Command): void {
  program
    .helpCommand(false)
    .command('help')
    .description('print the help of a command')
    .argument('[command]', 'the name of a command')
    .action((name?: string) => {
      if (name === undefined) program.help();
      const named = program.commands.find((command) => command.name() === name);
      if (named) named.help();
      const names = program.createHelp().visibleCommands(program);
      throw new UsageError(
        `There is no command ${name}; ${suggestion(
          name,
          names.map((command) => command.name()),
          'help',
        )}`,
      );
    });
}
