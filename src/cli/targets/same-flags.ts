import type { Command } from 'commander';
import type { Shard } from '../../run/shard';

/**
 * The options that a user gave to a command, as arguments again. A name and its value are one argument, so that a
 * value may begin with a hyphen.
 *
 * @param except the options, such as `--target`, that are left out
 */
export function sameFlags(command: Command, except: readonly string[]): string[] {
  return command.options.flatMap((option) => {
    const { long } = option;
    const name = option.attributeName();
    if (!long || except.includes(long) || command.getOptionValueSource(name) !== 'cli') return [];
    const value: unknown = command.getOptionValue(name);
    if (typeof value === 'boolean') return value !== option.negate ? [long] : [];
    return (Array.isArray(value) ? value : [value]).map((each) => `${long}=${asText(each)}`);
  });
}

/** A value as it was written; the parsers of options make text, numbers and shards of it. */
function asText(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return `${value}`;
  const { index, of } = value as Shard;
  return `${index}/${of}`;
}
