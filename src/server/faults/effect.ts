import type { Behaviour } from '../behaviour';
import { Refusal, type RefusalReason } from '../login/refusal';
import type { Answer, TokensRequest } from '../messages/message';
import { always, type Condition, type Facets, facetsOf, hasFacets, isApplicable } from './conditions';

/** The ids of the requirements that a fault breaks: first the one that it is made for, then further ones. */
export type Breaks = string | readonly [string, ...string[]];

/** What most effects are about: requests that earn a token, or one for more than the setup of a second factor. */
export const granted = { outcome: 'granted' } as const;
export const grantedInFull = { ...granted, scope: 'none' } as const;

/** Something that the server does wrong in some of its steps. Together with a condition it is a fault. */
export interface Effect {
  /** Stands before the `~` of a name: `secret-not-compared`. */
  readonly name: string;
  /** What the server does, without a full stop. */
  readonly what: string;
  readonly breaks: Breaks | ((where: Partial<Facets>) => Breaks);
  /** The facets of the requests that it is about; all others are answered as they should be. */
  readonly about: Partial<Facets>;
  readonly steps: Steps;
  /** The erratum that tolerates it, so that it fails no check, or by which condition one does. */
  readonly tolerated?: string | ((condition: Condition) => string | undefined);
  /** Picks the conditions under which it is a fault, among those that go with `about`. */
  readonly only?: (condition: Condition) => boolean;
}

/** What effects of one table may have in common; a row may have its own. */
type Shared = Pick<Effect, 'breaks' | 'about' | 'tolerated' | 'only'>;

/** One effect of a table: its name, what the server does, and the steps or what they are made from. */
type Row<By> = readonly [name: string, what: string, by: By, own?: Partial<Shared>];

interface Making<By> {
  readonly by: (value: By) => Steps;
}

/** The effects of some rows; where these hold no steps but a value, `by` makes the steps of it. */
export function table(shared: Shared, rows: readonly Row<Steps>[]): Effect[];
export function table<By>(shared: Shared & Making<By>, rows: readonly Row<NoInfer<By>>[]): Effect[];
export function table<By>({ by, ...shared }: Shared & Partial<Making<By>>, rows: readonly Row<By>[]): Effect[] {
  return rows.map(([name, what, value, { about, ...own } = {}]) => ({
    ...{ name, what, ...shared, ...own, about: { ...shared.about, ...about } },
    steps: by ? by(value) : (value as Steps),
  }));
}

/** The conditions under which an effect is a fault. */
export function conditionsOf({ about, only = isOfTheLogin }: Effect, among: readonly Condition[]): readonly Condition[] {
  return among.filter(
    (condition) => isApplicable(condition, about) && isDecided({ ...about, ...condition.implies, ...condition.facets }) && only(condition),
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

/** HTTP lets a server refuse any request in a version that it does not support (erratum E34). */
export function refusedByVersion({ facets }: Condition): string | undefined {
  return facets.wire === 'http-1.0' ? 'E34' : undefined;
}

/** The requirements that an effect breaks under a condition. */
export function brokenBy({ breaks, about }: Effect, condition: Condition): readonly [string, ...string[]] {
  const where = { ...about, ...condition.implies, ...condition.facets };
  const broken = [typeof breaks === 'function' ? breaks(where) : breaks].flat() as [string, ...string[]];
  const { wire, suffix, accept } = condition.facets;
  const way = wire ? ways[wire] : ((suffix && 'media.suffix') ?? (accept && 'media.default'));
  return way ? [way, ...broken] : broken;
}

/** What a fault breaks first that shows in this way alone: sent as usual, the request is answered well (E34). */
const ways: Readonly<Partial<Record<Facets['wire'], string>>> = {
  'http-1.0': 'http.version-1-0',
  chunked: 'http.chunked',
  expected: 'http.expect-continue',
  'lower-case': 'http.field-names',
};

/** What a condition is on: facets of the request, or the requests before. */
function subjectsOf({ facets, earlier }: Condition): readonly string[] {
  return earlier ? ['earlier'] : Object.keys(facets);
}

/** Makes an effect a fault for every request, and under conditions on a single one of these facets. */
export function onlyBy(...some: readonly (keyof Facets)[]) {
  return {
    only: (condition: Condition) => {
      const [subject, another] = subjectsOf(condition);
      return another === undefined && (subject === undefined || some.some((facet) => facet === subject));
    },
  };
}

/** Makes an effect a fault for every request, and under no condition. */
export const unconditionally = onlyBy();

/** Makes an effect a fault under single conditions on who logs in and by which type of credentials. */
export const byLogin = onlyBy('request', 'type', 'account');

/** Those on how the request is sent are left out: to most effects that makes no difference. */
const { only: isOfTheLogin } = onlyBy('request', 'answer', 'type', 'account', 'tenant', 'scope', 'rcn');

/** For content left to the server: a fault if it is another one in another form, or after another request. */
export const betweenForms: Pick<Effect, 'only'> = {
  only: (condition) => {
    const forms = ['request', 'answer', 'type', 'suffix', 'wire', 'accept', 'earlier'];
    // The one user who logs in by passcode does so in this form alone, so that there is no other to compare.
    if (condition === always || condition.facets.type === 'PASSCODE') return false;
    return subjectsOf(condition).every((subject) => forms.includes(subject));
  },
};

/** Makes an effect a fault under every condition that goes with what it is about. */
export const underAnyCondition: Pick<Effect, 'only'> = { only: () => true };

type Deviation = (standard: Behaviour) => Behaviour;

/** Makes a server deviate in some steps, for the requests for which a condition holds and the rest is true. */
export function carry(steps: Steps, condition: Condition, about: Partial<Facets> = {}): Deviation {
  return (given) => {
    const standard: Behaviour = { ...given, readBody: readOnce(given) };
    const changed: Behaviour = { ...standard, ...steps(standard) };
    const { earlier = () => true } = condition;
    const before = { count: 0, status: 0 };
    const holds = (request: TokensRequest) => {
      if (!hasFacets({ ...about, ...condition.facets }, facetsOf(request, standard))) return false;
      before.count += 1;
      return earlier(before);
    };
    return {
      ...standard,
      stepsFor: async (request) => {
        // What reading it ends in, the step that reads it meets in its turn.
        request.body = await standard.readBody(request).catch(() => request.body);
        const own = holds(request) ? changed : standard;
        return {
          ...own,
          send: (answer, ...to) => {
            before.status = answer.status;
            return own.send(answer, ...to);
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

/** The steps that go otherwise, given those that the document describes. */
export type Steps = (standard: Behaviour) => Partial<Behaviour>;

type Step = Exclude<keyof Behaviour, 'faults' | 'stepsFor'>;
type Given<Name extends Step> = Parameters<Behaviour[Name]>;
type Result<Name extends Step> = ReturnType<Behaviour[Name]>;

/** A step that goes another way; `go` is the one that the document describes. */
export function going<Name extends Step>(
  step: Name,
  way: (go: (...given: Given<Name>) => Result<Name>, ...given: Given<Name>) => Result<Name>,
): Steps {
  return (standard) => {
    const go = standard[step] as (...given: Given<Name>) => Result<Name>;
    return { [step]: (...given: Given<Name>) => way(go, ...given) };
  };
}

/** Makes the steps of a change to the first thing that a step is given. */
export function given<Name extends Step>(step: Name) {
  return (change: (...given: Given<Name>) => Given<Name>[0]): Steps =>
    going(step, (go, ...all) => go(...([change(...all), ...all.slice(1)] as Given<Name>)));
}

/** Makes the steps of a change to what a step gives. */
export function giving<Name extends Step>(step: Name) {
  return (change: (result: Result<Name>, ...given: Given<Name>) => Result<Name>): Steps => going(step, (go, ...all) => change(go(...all), ...all));
}

/** A step that ends otherwise for some of what it is given. */
export function where<Name extends Step>(
  step: Name,
  isMeant: (...given: Given<Name>) => boolean,
  end: (...given: Given<Name>) => Result<Name>,
): Steps {
  return going(step, (go, ...all) => (isMeant(...all) ? end(...all) : go(...all)));
}

/** Changes every finished answer as it goes out. */
export const sending = given('send');

/** Changes the answer to every granted login as it goes out. */
export const sendingAccess = (change: (answer: Answer) => Answer) => sending((answer) => (answer.status === 200 ? change(answer) : answer));

/** Changes the text of such an answer. */
export const sendingText = (change: (text: string) => string | Buffer) =>
  sendingAccess((answer) => ({ ...answer, body: change(Buffer.from(answer.body).toString()) }));

/** An end of a step that throws what nobody expected, so that the server answers the request with a 500. */
export function crash(): never {
  throw new Error('This server did not expect that.');
}

/** An end of a step that refuses the request. */
export function refuse(reason: RefusalReason): () => never {
  return () => {
    throw new Refusal(reason);
  };
}

export function all(...several: Steps[]): Steps {
  return (standard) => Object.assign({}, ...several.map((steps) => steps(standard))) as Partial<Behaviour>;
}

/** Steps that remember something, which begins anew with each server. */
export function begun(begin: () => Steps): Steps {
  return (standard) => begin()(standard);
}
