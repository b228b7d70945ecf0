import type { Generation } from '../../checks/bodies/generated';
import type { Check } from '../../checks/check';
import { neededSendings } from '../../checks/sendings/obstacle';
import { keyOf } from '../../checks/sendings/sending';
import { passcodeReference } from '../../checks/sendings/values';
import type { Configuration } from '../../configuration/configuration';
import { needsOf } from '../../http/token-request';
import { groupBy } from '../../report/findings/findings';
import { declaredChecks, withCombinations } from './declared-checks';
import { type Selection, selector } from './selection';

/** One of several parts of a run, each on its own machine. */
export interface Shard {
  /** 1 to `of`. */
  readonly index: number;
  readonly of: number;
}

/** The cost of a check without its own request, relative to one request. */
const costOfCheck = 0.01;

interface Part {
  readonly checks: Check[];
  readonly requests: Set<string>;
}

/** More shards than parts that can be sent separately. */
export class TooManyShards extends Error {
  constructor(readonly most: number) {
    super(`The selection can be divided into ${most} shards at most.`);
  }
}

/**
 * The checks of one shard, in their order. Shards are balanced by the number of requests. A request for several checks
 * goes to one shard, and so does what two machines must not send at a time: failed login attempts, of which an account
 * allows few, and passcodes, which work once. A sweep is in every shard with a check that it covers, and judges the
 * responses there.
 *
 * @throws TooManyShards when a shard would be empty
 */
function checksOf({ index, of }: Shard, checks: readonly Check[], generation: Generation): Check[] {
  const sent = new Set(checks.flatMap((check) => check.covers ?? [check]));
  const parts = partsOf([...sent]);
  if (of > parts.length) throw new TooManyShards(parts.length);
  const shards = Array.from({ length: of }, (): Part => ({ checks: [], requests: new Set() }));
  const costs = new Map(parts.map((part) => [part, costOf(part, generation)]));
  for (const part of [...parts].sort((a, b) => (costs.get(b) ?? 0) - (costs.get(a) ?? 0)))
    put(part, shards, generation);
  const own = new Set((shards[index - 1]?.checks ?? []).map(({ id }) => id));
  const covers = [...sent].filter(({ id }) => own.has(id));
  return checks.flatMap((check) => {
    if (check.covers) return covers.length > 0 ? [{ ...check, covers }] : [];
    return own.has(check.id) ? [check] : [];
  });
}

/** The selected checks, or those of a shard; see checksOf. */
export function selectedChecks(
  options: Selection & { readonly shard?: Shard },
  generation: Generation,
  configuration: Configuration,
): readonly Check[] {
  const wanted = withCombinations(declaredChecks().filter(selector(options)), generation, configuration);
  return options.shard ? checksOf(options.shard, wanted, generation) : wanted;
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

/** The checks in parts that can be sent separately. */
function partsOf(checks: readonly Check[]): Part[] {
  return [...groupBy(checks, bondOf).values()].map((own) => ({
    checks: own,
    requests: new Set(
      own.filter(({ generate }) => !generate).flatMap((check) => neededSendings(check).map(keyOf)),
    ),
  }));
}

/** Equal for checks that belong in the same shard. */
function bondOf(check: Check): string {
  if (check.generate) return `generated ${check.generate}`;
  const needed = neededSendings(check);
  // A check that waits for failed login attempts of several accounts keeps these in one shard.
  const wrong = needed
    .flatMap(({ request, settled = [] }) => [request, ...settled.map((other) => other.request)])
    .flatMap(({ wrongSecretFor }) => wrongSecretFor ?? []);
  const passcodes = needed.some(({ request }) => needsOf(request).includes(passcodeReference));
  if (passcodes || wrong.includes('accounts.mfaUser')) return 'passcodes';
  if (wrong.length > 0) return 'wrong secrets';
  return keyOf(check.send);
}
