import { InvalidArgumentError } from 'commander';
import { readReport, UnreadableReport } from '../report/json';
import { maskedByItself } from '../report/masked-report';
import type { Report } from '../report/report';
import { type Selection, selectionProblem, suggestion } from '../run/selection/selection';
import type { Shard } from '../run/selection/shard';
import { faults, type InjectedFault } from '../server/faults';
import { UsageError } from './exit-code';
import type { Io } from './io';

/** Collects the values of an option that may be given several times. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** Collects the names of an option that may be given several times, and several at a time with commas between. */
export function collectNames(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...value.split(',').map((name) => name.trim())];
}

/** Reads a whole number in a range. */
export function integerBetween(minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,10}$/.test(text) ? Number(text) : NaN;
    if (!(value >= minimum && value <= maximum)) {
      throw new InvalidArgumentError(`Give a whole number between ${minimum} and ${maximum}.`);
    }
    return value;
  };
}

/** Reads `I/N`: the part of a run for this machine. */
export function shard(text: string): Shard {
  const [, index = NaN, of = NaN] = (/^(\d{1,3})\/(\d{1,3})$/.exec(text) ?? []).map(Number);
  if (!(index >= 1 && index <= of))
    throw new InvalidArgumentError('Give I/N, the Ith of N machines, such as 2/4.');
  return { index, of };
}

/** The fault of the embedded server that `--fault` names; an unknown name is rejected with the nearest known one. */
export function namedFault(name: string): InjectedFault {
  const names = faults.map((fault) => fault.name);
  const fault = faults.find((known) => known.name === name);
  if (fault) return fault;
  throw new UsageError(
    `--fault ${name}: there is no such fault; ${suggestion(name, names, 'list --faults')}`,
  );
}

/** The report that an argument names, masked; one that cannot be read is wrong usage. */
export function reportFrom(name: string, io: Io): Report {
  try {
    return maskedByItself(readReport(name, io.cwd));
  } catch (error) {
    if (error instanceof UnreadableReport) throw new UsageError(error.message);
    throw error;
  }
}

/** Rejects a selection that matches nothing: it would run nothing and look like a pass. */
export function verifySelection(selection: Selection): Promise<void> {
  const problem = selectionProblem(selection, { requirements: '--requirement ', checks: '--check ' });
  return problem === undefined ? Promise.resolve() : Promise.reject(new UsageError(problem));
}
