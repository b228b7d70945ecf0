import { extname } from 'node:path';
import type { Command } from 'commander';
import { ownCommand } from '../run/own-command';
import { UsageError } from './usage-error';

/**
 * Refuses arguments that a command does not take, with the option that they were most likely meant for.
 * @throws UsageError
 */
export function refuseExcess(command: Command): void {
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
