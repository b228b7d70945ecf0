import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { Worker } from 'jest-worker';
import { inProject, suite } from '../contract/package-files';
import { declaredChecks } from '../run/selection/declared-checks';
import type { Shard } from '../run/selection/selection';
import { faults, type InjectedFault } from '../server/faults';
import { type Variation, variations } from '../server/variations';
import { killMatrix } from './kill-matrix';
import { Proved } from './render';
import type { Trial } from './trial';

/** What the trials of one run have in common; other trials prove nothing for it. */
interface Proof {
  readonly version: string;
  readonly seed: number;
  /** How many faults and variations there are: different tables make a different proof. */
  readonly faults: number;
  readonly variations: number;
}

const fileName = /^mutants-\d+-of-\d+\.jsonl$/;

/** The trials of a run as they are made, so that it can be interrupted and continued, and its shards merged. */
class Journal {
  readonly #file: string;

  /** @param directory where the journals of all shards are */
  constructor(
    readonly directory: string,
    readonly proof: Proof,
    { index, of }: Shard = { index: 1, of: 1 },
  ) {
    this.#file = join(directory, `mutants-${index}-of-${of}.jsonl`);
  }

  /** Every trial of the same proof that was made before, in whichever shard. */
  read(): Trial[] {
    const trials = this.#files().flatMap((entries) => entries.map(({ trial }) => trial));
    return [...new Map(trials.map((trial) => [`${trial.kind} ${trial.name}`, trial])).values()];
  }

  /** Milliseconds that the trials took, without pauses between two runs. */
  workedMs(): number {
    return this.#files()
      .flatMap((entries) => entries.map(({ at }, index) => at - (entries[index - 1]?.at ?? at)))
      .reduce((sum, gap) => sum + (gap < longestGapMs ? gap : 0), 0);
  }

  /** The entries of each journal; incomplete ones are ignored. */
  #files(): readonly (readonly Entry[])[] {
    if (!existsSync(this.directory)) return [];
    const own = JSON.stringify(this.proof);
    return readdirSync(this.directory)
      .filter((name) => fileName.test(name))
      .map((name) => readFileSync(join(this.directory, name), 'utf8').split('\n'))
      .map((lines) => lines.flatMap((line) => entryIn(line) ?? []))
      .map((entries) => entries.filter(({ proof }) => JSON.stringify(proof) === own));
  }

  add(trial: Trial): void {
    mkdirSync(this.directory, { recursive: true });
    appendFileSync(
      this.#file,
      `${JSON.stringify({ proof: this.proof, at: Date.now(), trial } satisfies Entry)}\n`,
    );
  }
}

/** Longer than any trial, and the preparation of the first, takes. */
const longestGapMs = 60_000;

interface Entry {
  readonly proof: Proof;
  /** When it was made, in milliseconds since 1970. */
  readonly at: number;
  readonly trial: Trial;
}

function entryIn(line: string): Entry | undefined {
  try {
    return line === '' ? undefined : (JSON.parse(line) as Entry);
  } catch {
    return undefined;
  }
}

export { holds, type KillMatrix } from './kill-matrix';
export { proveServer } from './own-server';
export { matrixPage, matrixSummary, survivorsFirst, type Made } from './render';

interface Trials {
  tryOne(kind: Trial['kind'], name: string): Promise<Trial>;
}

interface MutantsOptions {
  /** Names of faults; a sample of all faults and variations when none is given. */
  readonly faults?: readonly string[];
  /** Every fault and every variation, continued where an earlier run in the same directory ended. */
  readonly all?: { readonly directory: string; readonly shard?: Shard };
  readonly seed?: number;
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
  const worker = new Worker(inProject('dist', 'src', 'mutants', 'trial.js'), {
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
function sampleOf<One extends Pick<InjectedFault | Variation, 'effect' | 'condition'>>(
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
