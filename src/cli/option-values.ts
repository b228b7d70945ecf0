import { InvalidArgumentError } from 'commander';
import type { Shard } from '../run/shard';

/** Collects the values of an option that may be given several times. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** Collects the names of an option that may be given several times, and several at a time with commas between. */
export function collectNames(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...value.split(',').map((name) => name.trim())];
}

/** Reads a whole number of a range. */
export function integerBetween(minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,10}$/.test(text) ? Number(text) : NaN;
    if (!(value >= minimum && value <= maximum)) {
      throw new InvalidArgumentError(`Give a whole number between ${minimum} and ${maximum}.`);
    }
    return value;
  };
}

/** Reads `I/N`: the part of a run that is this machine's. */
export function shard(text: string): Shard {
  const [, index = NaN, of = NaN] = (/^(\d{1,3})\/(\d{1,3})$/.exec(text) ?? []).map(Number);
  if (!(index >= 1 && index <= of))
    throw new InvalidArgumentError('Give I/N, the Ith of N machines, such as 2/4.');
  return { index, of };
}
