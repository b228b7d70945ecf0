import type { Generation } from '../../checks/bodies/generated';
import type { Check } from '../../checks/check';
import { neededSendings } from '../../checks/sendings/obstacle';
import { keyOf } from '../../checks/sendings/sending';
import { passcodeReference } from '../../checks/sendings/values';
import type { Configuration } from '../../configuration/configuration';
import { loadCatalogue, type Profile, retiredChecks } from '../../contract/catalogue';
import { needsOf } from '../../http/token-request';
import { groupBy } from '../../report/findings/findings';
import type { Report } from '../../report/report';
import { ownCommand } from '../../report/wording/labels';
import { nearestName } from '../../text/prose';
import { declaredChecks, withCombinations } from './declared-checks';

/** The selected checks: those of these requirements and those whose ids match; all if neither is given. */
export interface Selection {
  readonly requirements?: readonly string[];
  /** Ids, in which `*` stands for any characters. */
  readonly checks?: readonly string[];
}

/** The selected part of a run, for a report; undefined for a whole run. */
export function selectionOf({
  requirements = [],
  checks = [],
  onlyProfiles = [],
  shard,
}: Selection & {
  readonly onlyProfiles?: readonly Profile[];
  readonly shard?: { readonly index: number; readonly of: number };
}): Report['selection'] {
  const selection = {
    ...(requirements.length > 0 ? { requirements } : {}),
    ...(checks.length > 0 ? { checks } : {}),
    ...(onlyProfiles.length > 0 ? { profiles: onlyProfiles } : {}),
    ...(shard ? { shard: `${shard.index}/${shard.of}` } : {}),
  };
  return Object.keys(selection).length > 0 ? selection : undefined;
}

export function selector({ requirements = [], checks = [] }: Selection): (check: Check) => boolean {
  if (requirements.length === 0 && checks.length === 0) return () => true;
  const patterns = checks.map(patternOf);
  return ({ id, requirement }) =>
    requirements.includes(requirement.id) || patterns.some((pattern) => pattern.test(id));
}

/** An id, in which `*` stands for any characters. */
function patternOf(glob: string): RegExp {
  const parts = glob.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}

/** How messages name the parts of a selection: `--check `. */
type Labels = Readonly<Record<keyof Selection, string>>;

/**
 * What is wrong with a selection that matches nothing: it would run nothing and look like a pass.
 * @returns one sentence, or undefined
 */
export function selectionProblem(selection: Selection, labels: Labels): string | undefined {
  const { requirements = [], checks = [] } = selection;
  const problems = [
    ...requirements.map((id) => requirementProblem(id, labels)),
    ...(checks.length > 0 ? checkProblems(checks, labels) : []),
  ];
  return problems.find((problem) => problem !== undefined);
}

function requirementProblem(id: string, labels: Labels): string | undefined {
  const catalogue = loadCatalogue().requirements;
  const requirement = catalogue.find((candidate) => candidate.id === id);
  const name = `${labels.requirements}${id}`;
  if (!requirement) {
    const ids = catalogue.map((candidate) => candidate.id);
    return `${name}: there is no such requirement; ${suggestion(id, ids)}`;
  }
  return requirement.excluded
    ? `${name} has no check and cannot be run; ${ownCommand()} explain ${id} says why.`
    : undefined;
}

function checkProblems(patterns: readonly string[], labels: Labels): readonly (string | undefined)[] {
  const ids = declaredChecks().map(({ id }) => id);
  return patterns.map((pattern) => {
    const matches = patternOf(pattern);
    if (ids.some((id) => matches.test(id))) return undefined;
    const successor = retiredChecks().get(pattern);
    if (successor) return `${labels.checks}${pattern}: it was replaced by ${successor}; use that one.`;
    const remedy = ids.some((id) => id.startsWith(`${pattern}/`))
      ? `for all checks of the requirement use ${labels.requirements}${pattern} or ${labels.checks}'${pattern}/*'.`
      : suggestion(pattern, ids);
    return `${labels.checks}${pattern}: no check matches; ${remedy}`;
  });
}

/** `did you mean …?`, or the command that lists the names. */
export function suggestion(name: string, candidates: readonly string[], listing = 'list'): string {
  const meant = nearestName(name, candidates);
  return meant ? `did you mean ${meant}?` : `${ownCommand()} ${listing} shows all.`;
}

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
