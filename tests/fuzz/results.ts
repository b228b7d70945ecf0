import type { Round } from './round';

/** The figures of all rounds, a name and a value each. */
export function figuresOf(rounds: readonly Round[], minutes: number): [string, string][] {
  const sum = (key: 'sent' | 'changed') => rounds.reduce((total, each) => total + each[key], 0);
  const highest = (key: 'seconds' | 'megabytes') => Math.max(0, ...rounds.map((each) => each[key]));
  const count = (number: number) => number.toLocaleString('en');
  return [
    ['rounds', count(rounds.length)],
    ['responses sent', count(sum('sent'))],
    ['responses changed', count(sum('changed'))],
    ['minutes', minutes.toFixed(1)],
    ['longest run', `${highest('seconds').toFixed(1)} s`],
    ['most memory', `${highest('megabytes')} MB`],
  ];
}

export function verdictOf(rounds: readonly Round[]): string {
  const { length } = rounds.filter(({ problems }) => problems.length > 0);
  return length === 0
    ? 'nothing was found'
    : `${length} ${length === 1 ? 'round' : 'rounds'} found something`;
}
