import type { Behaviour } from '../behaviour';
import { Refusal } from '../login/refusal';
import type { TokensRequest } from '../messages/message';
import { always, type Condition, hasFacets, isApplicable } from './conditions';
import { type Facets, facetsOf } from './facets';
import type { Steps } from './steps';

/**
 * The ids of the requirements that a fault breaks: first the one that it is made for, then others that it
 * breaks as well.
 */
export type Breaks = string | readonly [string, ...string[]];

/** Something that the server does wrong in some of its steps. Together with a condition it is a fault. */
export interface Effect {
  /** Stands before the `~` of a name: `secret-not-compared`. */
  readonly name: string;
  /** What the server does, without a full stop. */
  readonly what: string;
  readonly breaks: Breaks | ((where: Partial<Facets>, condition: Condition) => Breaks);
  /** The facets of the requests that it is about; all others are answered as they should be. */
  readonly about: Partial<Facets>;
  readonly steps: Steps;
  /**
   * The erratum that tolerates it, so that it fails no check; a function where it does so under some
   * conditions alone.
   */
  readonly tolerated?: string | ((condition: Condition) => string | undefined);
  /**
   * Picks the conditions under which it is a fault, among those that go with `about`; by default
   * `isOfTheLogin`.
   */
  readonly only?: (condition: Condition) => boolean;
}

type More = Pick<Effect, 'tolerated' | 'only'>;

/** One effect of a table: its name, what the server does, and the steps or what they are made from. */
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

/** As `table`, for rows that hold a value from which `by` makes the steps. */
export function tableBy<By>(
  { by, ...shared }: Shared & { readonly by: (by: By) => Steps },
  rows: readonly Row<NoInfer<By>>[],
): Effect[] {
  return rows.map(([name, what, done, more]) => ({ name, what, ...shared, ...more, steps: by(done) }));
}

/** The conditions under which an effect is a fault. */
export function conditionsOf(
  { about, only = isOfTheLogin }: Effect,
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
 * Whether the document says how a request is answered. Of some logins that are granted it does not, so that
 * no answer to them is a fault: those by API key of a user with a second factor (erratum E29), and those in
 * two requests with a tenant, since nothing says which of the two names it.
 */
function isDecided({ account, outcome, owner = 'none', scope, type }: Partial<Facets>): boolean {
  if (outcome !== 'granted') return true;
  if (account === 'mfaUser') return type !== 'APIKEY' && owner === 'none';
  return account !== 'mfaSetupUser' || scope !== 'none';
}

/**
 * HTTP lets a server refuse any request in a version that it does not support. A refusal under HTTP/1.0 is
 * tolerated for that reason (erratum E34).
 */
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

/**
 * By the way in which requests are sent, the requirement that a fault breaks first if it shows in those
 * alone: the same request is answered well when it is sent as usual, so that it is the way that the server
 * fails at (erratum E34).
 */
const ways: Readonly<Partial<Record<Facets['wire'], string>>> = {
  'http-1.0': 'http.version-1-0',
  chunked: 'http.chunked',
  expected: 'http.expect-continue',
  'lower-case': 'http.field-names',
};

/**
 * Picks conditions on the form of a request, and those on the requests before. It is for content that the
 * document leaves to the server: always the same, it is legal; it is a fault if it is another one in another
 * form.
 */
export function betweenForms(condition: Condition): boolean {
  const forms = ['request', 'answer', 'type', 'suffix', 'wire', 'accept'];
  const facets = Object.keys(condition.facets);
  // The one user who logs in by passcode does so in this form alone, so that there is no other to compare.
  if (condition.facets.type === 'PASSCODE') return false;
  return (
    condition.begin !== undefined || (facets.length > 0 && facets.every((facet) => forms.includes(facet)))
  );
}

/** Makes an effect a fault for every request, and under conditions on a single one of these facets. */
export function onlyBy(...some: readonly (keyof Facets)[]): More {
  return {
    only: ({ begin, facets }) => {
      const [facet, another] = Object.keys(facets);
      return !begin && !another && (facet === undefined || some.includes(facet as keyof Facets));
    },
  };
}

/** Makes an effect a fault under every condition that has none of these facets. */
export function notBy(...facets: readonly (keyof Facets)[]): More {
  return {
    only: (condition) =>
      !Object.keys(condition.facets).some((facet) => facets.includes(facet as keyof Facets)),
  };
}

/** Makes an effect a fault for every request, and under no condition. */
export const unconditionally: More = { only: (condition) => condition === always };

/**
 * Whether a condition is a single one on who logs in, what for and in which format. Those on how the request
 * is sent are left out: to most effects that makes no difference, so that they would be more faults but no
 * others.
 */
function isOfTheLogin({ begin, facets }: Condition): boolean {
  const [facet, another] = Object.keys(facets);
  return !begin && !another && !['wire', 'accept', 'suffix', 'secret', 'placement'].includes(facet ?? '');
}

/** Makes an effect a fault under every condition that goes with what it is about. */
export const underAnyCondition: More = { only: () => true };

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
          hasFacets({ ...about, ...condition.facets }, facetsOf(request, standard)) &&
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

/** Keeps what was read of a body, which comes but once: the condition reads it first, then the steps do. */
function readOnce(standard: Behaviour): Behaviour['readBody'] {
  const bodies = new WeakMap<TokensRequest, Promise<Uint8Array>>();
  return (request) => {
    const body = bodies.get(request) ?? standard.readBody(request);
    bodies.set(request, body);
    return body;
  };
}

/**
 * The body, for the condition to look at. If reading it ends in a refusal, none is thrown here: the step that
 * reads it meets the same one in its turn, and the server answers as it always does.
 */
async function bodyOf(request: TokensRequest, standard: Behaviour): Promise<Uint8Array> {
  try {
    return await standard.readBody(request);
  } catch (error) {
    if (error instanceof Refusal) return request.body;
    throw error;
  }
}
