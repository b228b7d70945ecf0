import type { Behaviour } from '../behaviour';
import { Refusal } from '../login/refusal';
import type { TokensRequest } from '../messages/message';
import { always, canHold, type Condition, isApplicable } from './conditions';
import { type Facets, facetsOf } from './facets';
import type { Steps } from './steps';

/** The ids of the requirements that a fault breaks: the one that it is about first, and those that say so too. */
export type Breaks = string | readonly [string, ...string[]];

/** What goes wrong in some steps of the server, whatever the condition. */
export interface Effect {
  /** Stands before the `~` of a name: `secret-not-compared`. */
  readonly name: string;
  /** What the server does, without a full stop. */
  readonly what: string;
  readonly breaks: Breaks | ((where: Partial<Facets>, condition: Condition) => Breaks);
  /** What is true of every request in which it can show. */
  readonly about: Partial<Facets>;
  readonly steps: Steps;
  /** The erratum by which it is a warning at most, or passes, under some conditions or all. */
  readonly tolerated?: string | ((condition: Condition) => string | undefined);
  /** Of the conditions that its facets leave, those under which it is a fault; by default those of one login. */
  readonly only?: (condition: Condition) => boolean;
}

type More = Pick<Effect, 'tolerated' | 'only'>;

/** One effect: its name, what the server does, and what it does it by. */
export type Row<By> = readonly [name: string, what: string, by: By, more?: More];

/** What the effects of one table have in common. */
interface Shared extends More {
  readonly breaks: Effect['breaks'];
  readonly about: Partial<Facets>;
}

/** Effects that break the same requirements, and can show in the same requests. */
export function table(shared: Shared, rows: readonly Row<Steps>[]): Effect[] {
  return tableBy({ ...shared, by: (steps: Steps) => steps }, rows);
}

/** As `table`, for effects whose steps are made in one way of what their rows hold. */
export function tableBy<By>(
  { by, ...shared }: Shared & { readonly by: (by: By) => Steps },
  rows: readonly Row<NoInfer<By>>[],
): Effect[] {
  return rows.map(([name, what, done, more]) => ({ name, what, ...shared, ...more, steps: by(done) }));
}

/** The conditions under which an effect is a fault. */
export function conditionsOf(
  { about, only = ofTheLogin }: Effect,
  among: readonly Condition[],
): readonly Condition[] {
  return among.filter(
    (condition) =>
      isApplicable(condition, about) &&
      isDecided({ ...about, ...condition.implies, ...condition.facets }) &&
      only(condition),
  );
}

/**
 * Whether something is said of a login that is granted: erratum E29 leaves open those by API key of a user with a second
 * factor, and nothing says which of two requests names the tenant of a token.
 */
function isDecided({ account, outcome, owner = 'none', scope, type }: Partial<Facets>): boolean {
  if (outcome !== 'granted') return true;
  if (account === 'mfaUser') return type !== 'APIKEY' && owner === 'none';
  return account !== 'mfaSetupUser' || scope !== 'none';
}

/** HTTP lets a server refuse the version of a message, whatever it says (erratum E34). */
export function refusedByVersion({ facets }: Condition): string | undefined {
  return facets.wire === 'http-1.0' ? 'E34' : undefined;
}

/** The requirements that an effect breaks under a condition. */
export function brokenBy({ breaks, about }: Effect, condition: Condition): readonly [string, ...string[]] {
  const where = { ...about, ...condition.implies, ...condition.facets };
  const broken = [typeof breaks === 'function' ? breaks(where, condition) : breaks].flat() as [
    string,
    ...string[],
  ];
  const { wire, suffix, accept } = condition.facets;
  const way = wire ? ways[wire] : ((suffix && 'media.suffix') ?? (accept && 'media.default'));
  return way ? [way, ...broken] : broken;
}

/** The way in which a request comes decides of what its answer breaks (erratum E34). */
const ways: Readonly<Partial<Record<Facets['wire'], string>>> = {
  'http-1.0': 'http.version-1-0',
  chunked: 'http.chunked',
  expected: 'http.expect-continue',
  'lower-case': 'http.field-names',
};

/** A fault only where some requests of one kind are answered otherwise than others: what is always so is legal. */
export function betweenForms(condition: Condition): boolean {
  const forms = ['request', 'answer', 'type', 'suffix', 'wire', 'accept'];
  const facets = Object.keys(condition.facets);
  // The user with a second factor is let in in no other way.
  if (condition.facets.type === 'PASSCODE') return false;
  return (
    condition.begin !== undefined || (facets.length > 0 && facets.every((facet) => forms.includes(facet)))
  );
}

/** Limits conditions to those of one facet, and that one of some. */
export function onlyBy(...some: readonly (keyof Facets)[]): More {
  return {
    only: ({ begin, facets }) => {
      const [facet, another] = Object.keys(facets);
      return !begin && !another && (facet === undefined || some.includes(facet as keyof Facets));
    },
  };
}

/** Leaves out conditions that have a facet of some. */
export function notBy(...facets: readonly (keyof Facets)[]): More {
  return {
    only: (condition) =>
      !Object.keys(condition.facets).some((facet) => facets.includes(facet as keyof Facets)),
  };
}

/** That an effect is a fault for every request alone. */
export const everywhere: More = { only: (condition) => condition === always };

/** Whether a condition says one thing of who logs in, what for and in which form, not of how the request comes. */
function ofTheLogin({ begin, facets }: Condition): boolean {
  const [facet, another] = Object.keys(facets);
  return !begin && !another && !['wire', 'accept', 'suffix', 'secret', 'placement'].includes(facet ?? '');
}

/** That an effect is a fault under each condition that its facets leave. */
export const anywhere: More = { only: () => true };

/**
 * Makes a server deviate in some steps, for the requests for which a condition holds.
 *
 * @param about what else is true of these requests
 */
export function carry(
  steps: Steps,
  condition: Condition,
  about: Partial<Facets> = {},
): (standard: Behaviour) => Behaviour {
  return (given) => {
    const standard: Behaviour = { ...given, readBody: readOnce(given) };
    const changed: Behaviour = { ...standard, ...steps(standard) };
    const occasion = condition.begin?.();
    return {
      ...standard,
      stepsFor: async (request) => {
        request.body = await bodyOf(request, standard);
        const holds =
          canHold({ ...about, ...condition.facets }, facetsOf(request, standard)) &&
          occasion?.holds() !== false;
        const own = holds ? changed : standard;
        return {
          ...own,
          send: (answer, outgoing, to) => {
            occasion?.answered(answer.status);
            return own.send(answer, outgoing, to);
          },
        };
      },
    };
  };
}

/** What the condition reads of a body is not gone for the steps. */
function readOnce(standard: Behaviour): Behaviour['readBody'] {
  const bodies = new WeakMap<TokensRequest, Promise<Uint8Array>>();
  return (request) => {
    const body = bodies.get(request) ?? standard.readBody(request);
    bodies.set(request, body);
    return body;
  };
}

/** A body that cannot be read is refused where its turn comes. */
async function bodyOf(request: TokensRequest, standard: Behaviour): Promise<Uint8Array> {
  try {
    return await standard.readBody(request);
  } catch (error) {
    if (error instanceof Refusal) return request.body;
    throw error;
  }
}
