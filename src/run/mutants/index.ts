import { availableParallelism } from 'node:os';
import { Worker } from 'jest-worker';
import { inProject } from '../../contract/project-root';
import { faults, type InjectedFault } from '../../reference/faults';
import { variations } from '../../reference/variations';
import { declaredChecks } from '../declared-checks';
import { suite } from '../suite';
import type { Shard } from '../shard';
import { Journal } from './journal';
import { killMatrix, type KillMatrix } from './kill-matrix';
import type { Made } from './render';
import { sampleOf } from './sample';
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
  /** Every fault and every variation, gone on with where an earlier run in the same directory ended. */
  readonly all?: { readonly directory: string; readonly shard?: Shard };
  readonly seed?: number;
  /** Called after each trial. */
  readonly onTrial?: (done: number, total: number) => void;
}

/** What the trials prove, and how they were made. */
export interface Proved {
  readonly matrix: KillMatrix;
  readonly made: Made;
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
 * Trials are spread over one process a core, each of which makes many.
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
  const worker = new Worker(inProject('dist', 'src', 'run', 'mutants', 'worker.js'), {
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
