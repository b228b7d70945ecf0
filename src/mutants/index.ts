import { availableParallelism } from 'node:os';
import fc from 'fast-check';
import { Worker } from 'jest-worker';
import { inProject, suite } from '../contract/package-files';
import { declaredChecks } from '../run/selection/declared-checks';
import type { Shard } from '../run/selection/shard';
import { faults, type InjectedFault } from '../server/faults';
import { type Variation, variations } from '../server/variations';
import { Journal } from './journal';
import { killMatrix } from './kill-matrix';
import { Proved } from './render';
import type { Trial } from './trial';

export { holds, type KillMatrix } from './kill-matrix';
export { proveServer } from './own-server';
export { matrixPage, matrixSummary, survivorsFirst, type Made } from './render';

interface Trials {
  tryOne(kind: Trial['kind'], name: string): Promise<Trial>;
}

/** Which trials to make. */
export interface MutantsOptions {
  /** Names of faults; a sample of all faults and variations when none is given. */
  readonly faults?: readonly string[];
  /** Every fault and every variation, continued where an earlier run in the same directory ended. */
  readonly all?: { readonly directory: string; readonly shard?: Shard };
  readonly seed?: number;
  /** Called after each trial. */
  readonly onTrial?: (done: number, total: number) => void;
}

interface Chosen {
  readonly faults: readonly Pick<InjectedFault, 'name'>[];
  readonly variations: readonly { readonly name: string }[];
}

/** The sample is the same each time by default. */
const usualSeed = 1;

function chosenBy({ faults: named = [], all, seed = usualSeed }: MutantsOptions): Chosen {
  if (named.length > 0) return { faults: faults.filter(({ name }) => named.includes(name)), variations: [] };
  if (!all) return { faults: sampleOf(faults, seed), variations: sampleOf(variations, seed) };
  const { index, of } = all.shard ?? { index: 1, of: 1 };
  const own = (_: unknown, at: number) => at % of === index - 1;
  return { faults: faults.filter(own), variations: variations.filter(own) };
}

/**
 * Proves the suite: faults are caught by a check of a requirement that they break, and variations raise no alarm.
 * Trials are spread over one process per core, each of which makes many.
 */
export async function proveSuite(options: MutantsOptions = {}): Promise<Proved> {
  const started = performance.now();
  const { all, seed = usualSeed, onTrial } = options;
  const chosen = chosenBy(options);
  const proof = { version: suite().version, seed, faults: faults.length, variations: variations.length };
  const journal = all && new Journal(all.directory, proof, all.shard);
  const before = journal?.read() ?? [];
  const made = await trialsOf(chosen, before, (trial) => journal?.add(trial), onTrial);
  const how = all ? (all.shard ? 'shard' : 'all') : options.faults?.length ? 'named' : 'sample';
  return {
    matrix: killMatrix(declaredChecks(), faults, [...before, ...made]),
    made: {
      ...{ how, version: proof.version, seed, faults: faults.length },
      effects: new Set(faults.map(({ effect }) => effect)).size,
      conditions: new Set(faults.map(({ condition }) => condition)).size,
      date: new Date().toISOString().slice(0, 10),
      durationMs: journal ? journal.workedMs() : Math.round(performance.now() - started),
    },
  };
}

async function trialsOf(
  chosen: Chosen,
  before: readonly Trial[],
  onMade: (trial: Trial) => void,
  onTrial: MutantsOptions['onTrial'],
): Promise<readonly Trial[]> {
  const known = new Set(before.map(({ kind, name }) => `${kind} ${name}`));
  const due = [
    ...chosen.variations.map(({ name }) => ({ kind: 'variation' as const, name })),
    ...chosen.faults.map(({ name }) => ({ kind: 'fault' as const, name })),
  ].filter(({ kind, name }) => !known.has(`${kind} ${name}`));
  if (due.length === 0) return [];
  const worker = new Worker(inProject('dist', 'src', 'mutants', 'worker.js'), {
    numWorkers: Math.min(availableParallelism(), due.length),
    exposedMethods: ['tryOne'],
    // A process each: libxmljs2 does not work in threads.
    enableWorkerThreads: false,
  }) as unknown as Worker & Trials;
  let done = 0;
  try {
    return await Promise.all(
      due.map(async ({ kind, name }) => {
        const trial = await worker.tryOne(kind, name);
        onMade(trial);
        onTrial?.((done += 1), due.length);
        return trial;
      }),
    );
  } finally {
    await worker.end();
  }
}

/**
 * A sample in which every effect and every condition is at least once, drawn by a seed: one fault for every effect, if
 * possible under a condition that was not used before.
 */
export function sampleOf<One extends Pick<InjectedFault | Variation, 'effect' | 'condition'>>(
  all: readonly One[],
  seed: number,
): readonly One[] {
  const [shuffled = []] = fc.sample(fc.shuffledSubarray([...all], { minLength: all.length }), {
    seed,
    numRuns: 1,
  });
  const effects = new Set<string>();
  const conditions = new Set<string>();
  const take = (wanted: (one: One) => boolean) =>
    shuffled.filter((one) => {
      if (!wanted(one)) return false;
      effects.add(one.effect);
      conditions.add(one.condition);
      return true;
    });
  return [
    ...take(({ effect, condition }) => !effects.has(effect) && !conditions.has(condition)),
    ...take(({ condition }) => !conditions.has(condition)),
    ...take(({ effect }) => !effects.has(effect)),
  ];
}
