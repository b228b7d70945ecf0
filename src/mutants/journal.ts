import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Shard } from '../run/selection/shard';
import type { Trial } from './trial';

/** What the trials of one run have in common; other trials prove nothing for it. */
export interface Proof {
  readonly version: string;
  readonly seed: number;
  /** How many faults and variations there are: different tables make a different proof. */
  readonly faults: number;
  readonly variations: number;
}

const fileName = /^mutants-\d+-of-\d+\.jsonl$/;

/** The trials of a run as they are made, so that it can be interrupted and continued, and its shards merged. */
export class Journal {
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
