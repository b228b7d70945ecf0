import type { Command as Completed, Complete, RootCommand as Root } from '@bomb.sh/tab' with {
  'resolution-mode': 'import',
};
import { type Command, InvalidArgumentError, type Option } from 'commander';
import { loadCatalogue, profiles } from '../../contract/catalogue';
import { ownCommand } from '../../report/wording/labels';
import { describeChecks } from '../../run';
import { faults } from '../../server/faults';
import { nearestName } from '../../text/prose';
import type { Io } from '../io';

const loading = (command: string) => `
Load it once, or in the start-up file of the shell:
  bash   source <(${command} completion bash)
  zsh    source <(${command} completion zsh)     after compinit
  fish   ${command} completion fish | source
They complete the command identity-conformance, which must be on the path:
npm link puts it there.`;

/** `completion`: a script for a shell; `complete`: called by that script. */
export function addCompletionCommands(program: Command, io: Io): void {
  program
    .command('completion')
    .description('print a script that completes commands, options, ids and names in a shell')
    .argument('<shell>', shells.join(', '), readShell)
    .addHelpText('after', () => loading(ownCommand()))
    .action((shell: string) => printScript(shell, io));
  program
    .command('complete', { hidden: true })
    .argument('[words...]')
    .action((words: string[]) => printCompletions(program, words));
}

async function printScript(shell: string, io: Io): Promise<void> {
  if (shell === 'bash') return void io.stdout.write(bashCompletion);
  const { script } = await import('@bomb.sh/tab');
  script(shell, 'identity-conformance', 'identity-conformance');
}

function readShell(name: string): string {
  if (shells.some((shell) => shell === name)) return name;
  const meant = nearestName(name, shells);
  throw new InvalidArgumentError(
    `Use one of ${shells.join(', ')}${meant ? `; did you mean ${meant}?` : '.'}`,
  );
}

const shells = ['bash', 'zsh', 'fish'] as const;

const files = ['report', 'before', 'after', 'capture'];

/** A value that a shell offers, with what it is. */
type Offer = readonly [value: string, what: string];

type Values = Readonly<Record<string, () => readonly Offer[]>>;

/**
 * Prints what a shell offers for a command line, a line each with a tab before its description, and a last line that
 * tells the shell whether files are expected.
 *
 * @param words the words after the name of the executable; the last one is being typed, and may be empty
 */
async function printCompletions(program: Command, words: readonly string[]): Promise<void> {
  if (wantsFile(program, words)) {
    console.log(':0');
    return;
  }
  const { RootCommand } = await import('@bomb.sh/tab');
  // Completion must be fast: specs are only loaded if needed.
  const checks = words.some((word) => word === '--check' || word === 'explain') ? await describeChecks() : [];
  const values: Values = {
    profile: () => profiles.map((name) => [name, '']),
    requirement: () => loadCatalogue().requirements.map(({ id, title }) => [id, title]),
    check: () => checks.map(({ id, title }) => [id, title]),
    fault: () => faults.map(({ name, what }) => [name, what]),
    id: () => [...(values['requirement']?.() ?? []), ...(values['check']?.() ?? [])],
    shell: () => shells.map((name) => [name, '']),
    command: () => program.commands.map((command) => [command.name(), command.description()]),
  };
  const root = new RootCommand();
  addOptions(root, program, values);
  addCommands(root, program, '', values);
  root.parse([...words]);
}

/** Commands below one, and below those: `baseline write` goes by both words. */
function addCommands(root: Root, parent: Command, path: string, values: Values): void {
  for (const command of parent.createHelp().visibleCommands(parent)) {
    const name = `${path}${command.name()}`;
    const completed = root.command(name, command.description());
    addOptions(completed, command, values);
    for (const argument of command.registeredArguments)
      completed.argument(argument.name(), offering(values[argument.name()]), argument.variadic);
    addCommands(root, command, `${name} `, values);
  }
}

function addOptions(completed: Completed, command: Command, values: Values): void {
  for (const option of command.createHelp().visibleOptions(command)) {
    const alias = option.short?.slice(1);
    // An option without a handler is one without a value.
    if (option.required || option.optional)
      completed.option(option.name(), option.description, offering(values[option.name()]), alias);
    else completed.option(longName(option), option.description, alias);
  }
}

function offering(values: (() => readonly Offer[]) | undefined): (complete: Complete) => void {
  return (complete) => {
    for (const [value, what] of values?.() ?? []) complete(value, what);
  };
}

/** Whether the word that is being typed is the name of a file or a directory. */
function wantsFile(program: Command, words: readonly string[]): boolean {
  const flag = words.at(-2);
  let command = program;
  for (const word of words.slice(0, -1))
    command = command.commands.find((candidate) => candidate.name() === word) ?? command;
  const option = command.options.find(({ long, short }) => flag === long || flag === short);
  if (option) return /<(file|dir)>/.test(option.flags);
  const argument = command.registeredArguments[0];
  return argument !== undefined && files.includes(argument.name()) && !words.at(-1)?.startsWith('-');
}

/** `no-color`, where commander knows the option as `color`. */
function longName({ long = '' }: Option): string {
  return long.replace(/^--/, '');
}

/**
 * The completion script for bash. The library's own needs a package that macOS lacks, cannot be loaded twice and offers
 * no files; this one works from bash 3.2 on, and offers files if the suite has no suggestions.
 */
const bashCompletion = `# Completion of identity-conformance for bash.
_identity_conformance() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    [[ $line == :* ]] || COMPREPLY+=("\${line%%$'\\t'*}")
  done < <(identity-conformance complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _identity_conformance identity-conformance
`;
