/*
 * Runs the suite again and again against a server that changes its responses, until so many rounds or minutes are
 * over: `npm run fuzz -- --minutes 10`. A round is told by its seed: `npm run fuzz -- --seed 7 --rounds 1`.
 */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { inProject } from '../../src/contract/package-files';
import { writePage } from './fuzz-page';
import { figuresOf, verdictOf } from './results';
import { round, type Round } from './round';

const { values: options } = parseArgs({
  options: {
    seed: { type: 'string', default: String(randomInt(1_000_000)) },
    rounds: { type: 'string', default: 'Infinity' },
    minutes: { type: 'string', default: '10' },
    page: { type: 'boolean', default: false },
  },
});
const kept = inProject('reports', 'fuzz');
const print = (line: string) => process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const seed = wholeNumber('seed', options.seed);
  const most = { rounds: numberOf('rounds', options.rounds), minutes: numberOf('minutes', options.minutes) };
  const rounds: Round[] = [];
  const started = performance.now();
  const minutes = () => (performance.now() - started) / 60_000;
  print(`seed ${seed}`);
  while (rounds.length < most.rounds && minutes() < most.minutes) {
    const one = await round(seed + rounds.length, kept);
    rounds.push(one);
    const { exitCode, changed, sent, seconds, megabytes, problems } = one;
    const figures = `${changed} of ${sent} responses changed, ${seconds.toFixed(1)} s, ${megabytes} MB`;
    print(`seed ${one.seed}: exit code ${exitCode}, ${figures}`);
    for (const problem of problems) print(`  ${problem}`);
    if (problems.length > 0) print(`  kept in reports/fuzz/${one.seed}`);
  }
  const figures = figuresOf(rounds, minutes());
  for (const [name, value] of figures) print(`${name}: ${value}`);
  print(verdictOf(rounds));
  if (options.page) writePage(seed, figures, verdictOf(rounds));
  if (rounds.some(({ problems }) => problems.length > 0)) process.exitCode = 1;
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text))
    throw new Error(`--${name} is a whole number of at most nine digits, not ${text}`);
  return Number(text);
}

function numberOf(name: string, text: string): number {
  const number = Number(text);
  if (!(number > 0)) throw new Error(`--${name} is a number above 0, not ${text}`);
  return number;
}

main().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
});
