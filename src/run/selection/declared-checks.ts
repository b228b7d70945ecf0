import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import type { Generation } from '../../checks/bodies/generated';
import { type Check, type CheckDescription, identityOf, sendingsOf } from '../../checks/check';
import { combinations, requestReader } from '../../checks/combinations';
import { setCurrentSpec, specApiKey } from '../../checks/current-spec';
import { isRewriting, neededSendings, obstacleTo } from '../../checks/sendings/obstacle';
import { keyOf, type Sending } from '../../checks/sendings/sending';
import * as specApi from '../../checks/spec-api';
import type { Configuration } from '../../configuration/configuration';
import { inProject } from '../../contract/package-files';
import { templateCurl } from '../../http/exchange/curl';
import { fieldsOn, wireLabel } from '../../http/token-request';
import { textOf } from '../../protocol/body-text';
import { groupBy } from '../../report/findings/findings';

export interface DeclaredSection {
  readonly title: string;
  readonly checks: readonly Check[];
}

let sections: readonly DeclaredSection[] | undefined;
let declared: readonly Check[] | undefined;

/** Every section of the suite, in the order of the specs. The spec files are read once, outside Jest. */
export function declaredSections(): readonly DeclaredSection[] {
  sections ??= readSpecs();
  return sections;
}

/** Every check of the suite, in the order of the specs. */
export function declaredChecks(): readonly Check[] {
  declared ??= declaredSections().flatMap(({ checks }) => checks);
  return declared;
}

/** The sections of these checks, each with its part of them, in the order of the specs. */
export function sectionsOf(checks: readonly Check[]): readonly DeclaredSection[] {
  const own = new Map(checks.map((check) => [check.id, check]));
  return declaredSections()
    .map((section) => ({ ...section, checks: section.checks.flatMap(({ id }) => own.get(id) ?? []) }))
    .filter((section) => section.checks.length > 0);
}

function readSpecs(): DeclaredSection[] {
  const load = createRequire(__filename);
  const all: DeclaredSection[] = [];
  Object.assign(globalThis, { [specApiKey]: specApi });
  for (const file of specFiles()) {
    const checks: Check[] = [];
    setCurrentSpec({
      file: specName(file),
      declared: checks,
      section: (title, body) => {
        const before = checks.length;
        body();
        all.push({ title, checks: checks.slice(before) });
      },
      declare: (check) => checks.push(check),
    });
    load(file);
  }
  return all;
}

/** A check as `list` and `explain` show it. */
export function describe(check: Check): CheckDescription {
  return {
    ...identityOf(check),
    expects: check.expectation.expects,
    // A check over every exchange sends nothing itself.
    requests: (check.covers ? [] : sendingsOf(check)).map(({ role, sending: { request } }) => ({
      role,
      method: request.method,
      path: request.path,
      headers: request.wire ? fieldsOn(request.wire, request.headers, (value) => value) : request.headers,
      body: textOf(Buffer.from(request.body)),
      curl: templateCurl(request),
      ...(request.wire ? { wire: wireLabel[request.wire] } : {}),
    })),
  };
}

/** The spec that judges the exchanges of all others comes last. */
const last = 'every-exchange.spec';

/** Puts the paths of spec files in the order in which they run: by name, so that two runs are alike. */
export function inOrderOfRunning(a: string, b: string): number {
  const isLast = (path: string) => Number(basename(path).startsWith(last));
  return isLast(a) - isLast(b) || (a < b ? -1 : 1);
}

/** The compiled spec files, in the order in which they run. */
function specFiles(): string[] {
  const folder = inProject('dist', 'specs');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.spec.js'))
    .sort(inOrderOfRunning)
    .map((name) => inProject('dist', 'specs', name));
}

/** The name of a spec for people: `specs/tenant.spec.ts`, compiled or not. */
export function specName(path: string): string {
  return `specs/${basename(path).replace(/\.js$/, '.ts')}`;
}

/**
 * The checks, those over every exchange with what they cover: all other selected checks, and the combinations for their
 * requirements. If one of these requirements has no request of its own among them, such as that no request causes a
 * server error, they cover everything that a whole run sends.
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

/** Marks a check over one kind of exchange if none of the requests is of that kind. */
function absences(
  covers: readonly Check[],
  configuration: Configuration,
): (check: Check) => Pick<Check, 'absent'> {
  const read = requestReader(configuration);
  const judged = groupBy(covers, ({ requirement }) => requirement.id);
  const obstacles = covers.map((check) => obstacleTo(check, configuration));
  // If nothing at all can be sent, no other exchange can show a requirement either.
  const [nothing] = obstacles.every((obstacle) => obstacle) ? obstacles : [];
  return ({ requirement, condition }) => {
    if (!condition) return nothing ? { absent: nothing } : {};
    const own = judged.get(requirement.id) ?? [];
    const able = own.filter((check) => !obstacleTo(check, configuration));
    if (able.some(({ send }) => condition.holds(read(send.request), send))) return {};
    const [why] = own.flatMap((check) => obstacleTo(check, configuration) ?? []);
    if (able.length === 0 && why) return { absent: why };
    const message = `This run sent no such request (${condition.name}), because a member of an account that it needs is not configured.`;
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

function sentBySpecs(): readonly Sending[] {
  const sendings = declaredChecks()
    .filter(({ covers, generate }) => !covers && !generate)
    .flatMap(neededSendings);
  return [...new Map(sendings.map((sending) => [keyOf(sending), sending])).values()];
}
