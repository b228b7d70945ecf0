import type { Check } from '../../specs/vocabulary/check';
import type { Generation } from '../../specs/vocabulary/generated';
import { neededSendings } from '../../specs/vocabulary/missing-values';
import { keyOf } from '../../specs/vocabulary/sending';
import { passcodeReference } from '../../specs/vocabulary/values';
import { needsOf } from '../identity/token-request';
import { declaredChecks } from './declared-checks';
import { groupBy } from './report/grouping';
import { selector, type Selection } from './selection';

/** One of several parts of a run, each on a machine of its own. */
export interface Shard {
  /** 1 to `of`. */
  readonly index: number;
  readonly of: number;
}

/** A check that costs no request of its own, against one request. */
const costOfCheck = 0.01;

interface Part {
  readonly checks: Check[];
  readonly requests: Set<string>;
}

/** More shards than there are parts that can be sent apart. */
export class TooManyShards extends Error {
  constructor(readonly most: number) {
    super(`There is work for ${most} shards at most.`);
  }
}

/**
 * The checks of one shard, in their order. Shards are evened out by the requests they send. What is sent once for
 * several checks goes to one shard, and so does what must not be sent by two machines at a time: wrong secrets, of
 * which an account bears few, and passcodes, which serve once. A sweep is in every shard that has a check that it
 * covers, and judges the answers there.
 *
 * @throws TooManyShards when a shard would be empty
 */
function checksOf({ index, of }: Shard, checks: readonly Check[], generation: Generation): Check[] {
  const parts = partsOf(checks.filter(({ covers }) => !covers));
  if (of > parts.length) throw new TooManyShards(parts.length);
  const shards = Array.from({ length: of }, (): Part => ({ checks: [], requests: new Set() }));
  const costs = new Map(parts.map((part) => [part, costOf(part, generation)]));
  for (const part of [...parts].sort((a, b) => (costs.get(b) ?? 0) - (costs.get(a) ?? 0)))
    put(part, shards, generation);
  const own = new Set((shards[index - 1]?.checks ?? []).map(({ id }) => id));
  return checks.flatMap((check) => narrowed(check, (id) => own.has(id)) ?? []);
}

/** The checks that are wanted, or of them those of a shard; see checksOf. */
export function selectedChecks(
  options: Selection & { readonly shard?: Shard },
  generation: Generation,
): readonly Check[] {
  const wanted = declaredChecks().filter(selector(options));
  return options.shard ? checksOf(options.shard, wanted, generation) : wanted;
}

/** A check as it is in a shard of some checks: a sweep covers those alone; undefined where it is not in it. */
function narrowed(check: Check, isIn: (id: string) => boolean): Check | undefined {
  if (!check.covers) return isIn(check.id) ? check : undefined;
  const covers = check.covers.filter(({ id }) => isIn(id));
  return covers.length > 0 ? { ...check, covers } : undefined;
}

function put(part: Part, shards: readonly Part[], generation: Generation): void {
  const grown = shards.map((shard) => ({
    shard,
    cost: costOf(
      {
        checks: [...shard.checks, ...part.checks],
        requests: new Set([...shard.requests, ...part.requests]),
      },
      generation,
    ),
  }));
  const { shard } = grown.reduce((least, each) => (each.cost < least.cost ? each : least));
  shard.checks.push(...part.checks);
  part.requests.forEach((request) => shard.requests.add(request));
}

function costOf({ checks, requests }: Part, generation: Generation): number {
  const formats = new Set(checks.flatMap(({ generate }) => generate ?? []));
  return requests.size + formats.size * generation.requests + checks.length * costOfCheck;
}

/** The checks in parts that can be sent apart. */
function partsOf(checks: readonly Check[]): Part[] {
  return [...groupBy(checks, bondOf).values()].map((own) => ({
    checks: own,
    requests: new Set(
      own.filter(({ generate }) => !generate).flatMap((check) => neededSendings(check).map(keyOf)),
    ),
  }));
}

/** Equal for checks that belong into one shard. */
function bondOf(check: Check): string {
  if (check.generate) return `generated ${check.generate}`;
  const needed = neededSendings(check);
  if (needed.some(({ request }) => needsOf(request).includes(passcodeReference))) return 'passcodes';
  if (needed.some(({ request, settled }) => settled ?? request.wrongSecretFor)) return 'wrong secrets';
  return keyOf(check.send);
}
