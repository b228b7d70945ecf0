import { InvalidArgumentError, type Command } from 'commander';
import { nearestName } from '../../run/configuration';
import { ownCommand } from '../../run/own-command';
import { bashCompletion } from '../bash-completion';
import { printCompletions, shells } from '../completions';
import type { Io } from '../io';

const loading = (command: string) => `
Load it once, or in the start-up file of the shell:
  bash   source <(${command} completion bash)
  zsh    source <(${command} completion zsh)     after compinit
  fish   ${command} completion fish | source
They complete the command identity-conformance, which must be on the path:
npm link puts it there.`;

/** `completion`: a script for a shell; `complete`: what such a script asks. */
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
