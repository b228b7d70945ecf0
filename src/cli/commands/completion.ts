import { InvalidArgumentError, type Command } from 'commander';
import { nearestName } from '../../run/configuration';
import { bashCompletion } from '../bash-completion';
import { printCompletions, shells } from '../completions';
import type { Io } from '../io';

const loading = `
Load it once, or in the start-up file of the shell:
  bash   source <(identity-conformance completion bash)
  zsh    source <(identity-conformance completion zsh)     after compinit
  fish   identity-conformance completion fish | source
The command must be found as identity-conformance: npm link puts it on the
path, an alias does as well.`;

/** `completion`: a script for a shell; `complete`: what such a script asks. */
export function addCompletionCommands(program: Command, io: Io): void {
  program
    .command('completion')
    .description('print a script that completes commands, options, ids and names in a shell')
    .argument('<shell>', shells.join(', '), readShell)
    .addHelpText('after', loading)
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
