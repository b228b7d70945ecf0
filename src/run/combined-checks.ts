import type { Check } from '../../specs/vocabulary/check';
import { combinations, requestReader } from '../../specs/vocabulary/combinations';
import type { Generation } from '../../specs/vocabulary/generated';
import { neededSendings } from '../../specs/vocabulary/missing-values';
import { isRewriting, obstacleTo } from '../../specs/vocabulary/obstacle';
import { keyOf, type Sending } from '../../specs/vocabulary/sending';
import type { Configuration } from '../identity/configuration';
import { declaredChecks } from './declared-checks';
import { groupBy } from './report/grouping';

/**
 * The checks with what those over every exchange cover: all others that are wanted, and the combinations that are sent
 * for the requirements of which every exchange is asked. Where one of these has no request of its own among them, as
 * that no request causes a server error, it is asked of all that a whole run sends.
 */
export function withCombinations(
  checks: readonly Check[],
  generation: Generation,
  configuration: Configuration,
): readonly Check[] {
  const asked = new Set(checks.flatMap(({ covers, requirement }) => (covers ? [requirement.id] : [])));
  if (asked.size === 0) return checks;
  const combined = combinedChecks(generation, configuration);
  const wanted = [
    ...checks.filter((check) => !check.covers),
    ...combined.filter(({ requirement }) => asked.has(requirement.id)),
  ];
  const served = new Set(wanted.map(({ requirement }) => requirement.id));
  const isWhole = [...asked].some((id) => !served.has(id));
  const covers = isWhole ? [...declaredChecks().filter((check) => !check.covers), ...combined] : wanted;
  const absenceOf = absences(covers, configuration);
  return checks.map((check) => (check.covers ? { ...check, covers, ...absenceOf(check) } : check));
}

/** Says of a check over the exchanges of one kind that none of the requests is of it. */
function absences(
  covers: readonly Check[],
  configuration: Configuration,
): (check: Check) => Pick<Check, 'absent'> {
  const read = requestReader(configuration);
  const judged = groupBy(covers, ({ requirement }) => requirement.id);
  const obstacles = covers.map((check) => obstacleTo(check, configuration));
  // Where nothing at all can be sent, no exchange of another request can show a requirement either.
  const [nothing] = obstacles.every((obstacle) => obstacle) ? obstacles : [];
  return ({ requirement, condition }) => {
    if (!condition) return nothing ? { absent: nothing } : {};
    const own = judged.get(requirement.id) ?? [];
    const able = own.filter((check) => !obstacleTo(check, configuration));
    if (able.some(({ send }) => condition.holds(read(send.request), send))) return {};
    const [why] = own.flatMap((check) => obstacleTo(check, configuration) ?? []);
    if (able.length === 0 && why) return { absent: why };
    const message = `This run sent no such request (${condition.name}): it needs a member of an account that is not configured.`;
    return { absent: { status: 'not-applicable', message } };
  };
}

/** The combinations of a run, which are judged in the checks over every exchange. */
export function combinedChecks(generation: Generation, configuration: Configuration): readonly Check[] {
  return combinations(configuration, {
    seed: generation.seed,
    thorough: generation.thorough,
    overTheWire: !isRewriting(configuration),
    sent: sentBySpecs(),
  });
}

/** Every sending of the specs. */
function sentBySpecs(): readonly Sending[] {
  const sendings = declaredChecks()
    .filter(({ covers, generate }) => !covers && !generate)
    .flatMap(neededSendings);
  return [...new Map(sendings.map((sending) => [keyOf(sending), sending])).values()];
}
