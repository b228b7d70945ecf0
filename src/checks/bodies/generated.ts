import fc from 'fast-check';
import { tokenRequest, type TokenRequest } from '../../http/token-request';
import { isObject } from '../../protocol/access';
import {
  type Auth,
  authJson,
  authXml,
  credentialsTypes,
  element,
  type Element,
  type JsonObject,
  type JsonValue,
  writeJson,
  writeXml,
} from '../../protocol/auth';
import type { Format } from '../../protocol/format';
import { escapes } from '../../protocol/reference';

/**
 * Bodies around the request schema: a login of an unknown user, with any tenants and scope, in which some places are
 * changed to anything. They cost no account a failed login attempt, and shrink towards the plain login.
 */
function bodiesIn(format: Format, username: string): fc.Arbitrary<string> {
  const logins = loginsOf(username);
  return format === 'json' ? jsonBodies(logins) : xmlBodies(logins);
}

/** Text that servers often mishandle: accents in both forms, right-to-left text, joined emoji, surrogate pairs. */
const letters = [
  ...['é', 'e\u0301', 'ß', 'İ', 'ǆ', 'Ω', 'я', 'ש', 'ع', 'ก็', 'क्ष', '한', '計', '﷽', 'ﬁ', '１'],
  ...['\u00a0', '\u200b', '\u200f', '\u2028', '\ufeff', '\ufffd', '€', '𝄞', '𠮷', '🙂', '🇳🇿', '👩‍👩‍👧'],
];

/** A function, so that fast-check is loaded when requests are generated, not by each call of the command. */
const texts = (): fc.Arbitrary<string> =>
  fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...letters) }), fc.constant('x'.repeat(5000)));

const loginsOf = (username: string): fc.Arbitrary<Auth> => {
  const text = texts();
  return fc
    .record({
      type: fc.constantFrom(...credentialsTypes),
      tenant: fc.record(
        {
          auth: fc.record({ tenantId: text, tenantName: text }, { requiredKeys: [] }),
          credentials: fc.record({ tenantId: text, tenantName: text }, { requiredKeys: [] }),
        },
        { requiredKeys: [] },
      ),
      scope: fc.option(text, { nil: undefined }),
    })
    .map((login) => ({
      ...login,
      // Literals, so that a seed makes the same bodies again, and damage finds no reference to break.
      username,
      secret: 'no-secret-at-all',
    }));
};

/** A text of another kind altogether, or one with a piece taken out. */
function damaged(bodies: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const cut = fc.tuple(bodies, fc.nat(), fc.nat(20)).map(([body, from, length]) => {
    const start = from % (body.length + 1);
    return body.slice(0, start) + body.slice(start + length);
  });
  return fc.oneof(
    { weight: 6, arbitrary: bodies },
    { weight: 2, arbitrary: cut },
    { weight: 1, arbitrary: texts() },
  );
}

interface JsonEdit {
  readonly at: number;
  /** Undefined takes the member out. */
  readonly to: JsonValue | undefined;
  readonly extra: boolean;
}

function jsonBodies(logins: fc.Arbitrary<Auth>): fc.Arbitrary<string> {
  const value = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<JsonValue>;
  const edit = fc.record({ at: fc.nat(), to: fc.option(value, { nil: undefined }), extra: fc.boolean() });
  return damaged(
    fc.tuple(logins, fc.array(edit, { maxLength: 3 })).map(([login, edits]) => {
      const body: JsonObject = structuredClone(authJson(login));
      for (const each of edits) edited(body, each);
      return writeJson(body);
    }),
  );
}

/** The inserted value is a copy: otherwise a later edit could change the edit itself, even into a cycle. */
function edited(body: JsonObject, { at, to: wanted, extra }: JsonEdit): void {
  const to = structuredClone(wanted);
  const places = placesIn(body);
  const place = places[at % places.length];
  if (!place) return;
  const [holder, name] = place;
  if (extra) holder[`x-${name}`] = to ?? null;
  else if (to === undefined) delete holder[name];
  else holder[name] = to;
}

function placesIn(value: JsonValue): [JsonObject, string][] {
  if (!isObject(value)) return [];
  const holder = value;
  return Object.entries(holder).flatMap(([name, inner]): [JsonObject, string][] => [
    [holder, name],
    ...placesIn(inner),
  ]);
}

function xmlBodies(logins: fc.Arbitrary<Auth>): fc.Arbitrary<string> {
  // XML cannot hold most control characters; malformed XML comes from `damaged`.
  const plain = texts().map((value) => escapes.xml(value.replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD]/g, '')));
  const edit = fc.record({
    attribute: fc.constantFrom('username', 'password', 'apiKey', 'tenantId', 'extra'),
    to: fc.option(plain, { nil: undefined }),
    root: fc.boolean(),
  });
  const inside = fc.option(plain, { nil: undefined });
  return damaged(
    fc.tuple(logins, fc.array(edit, { maxLength: 3 }), inside).map(([login, edits, child]) => {
      const root = edits.reduce(
        (auth, { root: onRoot, attribute, to }): Element =>
          onRoot
            ? withAttribute(auth, attribute, to)
            : { ...auth, children: auth.children.map((each) => withAttribute(each, attribute, to)) },
        escaped(authXml(login)),
      );
      const more = child === undefined ? [] : [element('more', { value: child })];
      return writeXml({ ...root, children: [...root.children, ...more] });
    }),
  );
}

function withAttribute(target: Element, name: string, to: string | undefined): Element {
  const { [name]: _, ...others } = target.attributes;
  return { ...target, attributes: to === undefined ? others : { ...others, [name]: to } };
}

/** Values as XML writes them. */
function escaped({ name, attributes, children }: Element): Element {
  const values = Object.entries(attributes).map(([attribute, value]) => [
    attribute,
    attribute.startsWith('xmlns')
      ? value
      : escapes.xml(value.replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD]/g, '')),
  ]);
  return {
    name,
    attributes: Object.fromEntries(values) as Record<string, string>,
    children: children.map(escaped),
  };
}

/** Requests that are generated during a run. */
export interface Generated {
  readonly generate: Format;
}

/** Requests with generated bodies of a format; the response is asked for in the same one. */
export function generated(format: Format): Generated {
  return { generate: format };
}

/** How many requests are generated in a run, and the seed that reproduces them. */
export interface Generation {
  readonly seed: number;
  /** Per format. */
  readonly requests: number;
  /** Whether combinations are made of every three values instead of every two. */
  readonly thorough?: boolean;
}

/**
 * The user name in generated requests, which nobody has; equal seeds give equal names. It has characters that databases
 * and templates misinterpret.
 */
export function generatedUsername(seed: number): string {
  return `nobody-at-all-${seed}'"%_\\$; Été🙂`;
}

/** The requests that `smallestFailing` begins with, in its order. */
export function generatedRequests(format: Format, generation: Generation): readonly TokenRequest[] {
  const { seed, requests } = generation;
  if (requests === 0) return [];
  const ofGeneration = made.get(generation) ?? new Map<Format, readonly TokenRequest[]>();
  made.set(generation, ofGeneration);
  const known = ofGeneration.get(format);
  if (known) return known;
  const bodies = fc.sample(bodiesIn(format, generatedUsername(seed)), { seed, numRuns: requests });
  const all = bodies.map((body) => asRequest(format, body));
  ofGeneration.set(format, all);
  return all;
}

/** They are asked for when they are sent and when they are judged. */
const made = new WeakMap<Generation, Map<Format, readonly TokenRequest[]>>();

/** Requests beyond the first failing one that the search for the smallest may send, as a multiple of all others. */
const shrinking = 2;

/**
 * Sends generated requests one after another until one fails, then smaller ones, and gives the smallest that
 * still fails; undefined when all hold.
 *
 * @param holds sends a request and judges its response
 */
export async function smallestFailing(
  format: Format,
  { seed, requests }: Generation,
  holds: (request: TokenRequest) => Promise<boolean>,
): Promise<TokenRequest | undefined> {
  let left = requests * (1 + shrinking);
  const property = fc.asyncProperty(bodiesIn(format, generatedUsername(seed)), async (body) => {
    left -= 1;
    return left < 0 || (await holds(asRequest(format, body)));
  });
  const { counterexample } = await fc.check(property, { seed, numRuns: requests });
  return counterexample ? asRequest(format, counterexample[0]) : undefined;
}

/** As bytes: what looks like a reference in a generated text is text. */
function asRequest(format: Format, body: string): TokenRequest {
  return tokenRequest({ format, body: Buffer.from(body, 'utf8') });
}
