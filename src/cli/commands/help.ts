import type { Command } from 'commander';
import { suggestion } from '../../run/selection/selection';
import { UsageError } from '../io';

/** `help`: the help of a command. Commander's own prints the whole help for a mistyped name. */
export function addHelpCommand(program: Command): void {
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
