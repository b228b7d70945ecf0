import type { Behaviour } from '../behaviour';
import type { Condition } from '../faults/conditions';
import type { Effect } from '../faults/effect';
import type { Endpoint, Role, Token, Grant } from '../login/access';
import type { JsonObject, JsonValue } from '../messages/json';

/** A difference from the embedded server that keeps every requirement all the same. */
export interface Variation {
  /** Short and readable, unique: `xml-other-prefixes`. */
  readonly name: string;
  /** What is different, in one sentence without a full stop. */
  readonly what: string;
  readonly vary: (standard: Behaviour) => Behaviour;
  /** The path below which the server lies, `/identity`. */
  readonly prefix?: string;
  /** That it is of the connection, and shows over a connection alone. */
  readonly isOfConnection?: true;
  /** The conditions under which it is legal; by default any. */
  readonly only?: Effect['only'];
}

/** What a login returns may be another thing for another user, but not in another form (erratum E40). */
export function forSomeUsers({ facets, earlier }: Condition): boolean {
  return !earlier && Object.keys(facets).every((facet) => facet === 'account');
}

/** A copy without some members; the writers of JSON and XML leave out what is not there. */
export function leaveOut<T extends object>(value: T, ...names: (keyof T & string)[]): T {
  const left = Object.entries(value).filter(([name]) => !(names as string[]).includes(name));
  return Object.fromEntries(left) as T;
}

export function withRoles(standard: Behaviour, change: (role: Role) => Role): Behaviour {
  return { ...standard, rolesOf: (grant) => standard.rolesOf(grant).map(change) };
}

export function withEndpoints(standard: Behaviour, change: (endpoint: Endpoint) => Endpoint): Behaviour {
  return {
    ...standard,
    serviceCatalogOf: (grant) => standard.serviceCatalogOf(grant).map((service) => ({ ...service, endpoints: service.endpoints.map(change) })),
  };
}

export function withToken(standard: Behaviour, change: (token: Token, grant: Grant) => Token): Behaviour {
  return { ...standard, issueToken: (grant) => change(standard.issueToken(grant), grant) };
}

/** The behaviour that changes every object of every JSON response before it is written, from the inside out. */
export function rewrittenJson(standard: Behaviour, change: (object: JsonObject, depth: number) => JsonObject): Behaviour {
  const rewritten = (value: JsonValue, depth: number): JsonValue => {
    if (Array.isArray(value)) return value.map((item) => rewritten(item, depth + 1));
    if (typeof value !== 'object' || value === null) return value;
    return change(inside(value, depth), depth);
  };
  const inside = (object: JsonObject, depth: number): JsonObject =>
    Object.fromEntries(Object.entries(object).map(([name, value]) => [name, rewritten(value, depth + 1)]));
  return { ...standard, serialiseJson: (object) => standard.serialiseJson(change(inside(object, 0), 0)) };
}

export function rewrittenJsonText(standard: Behaviour, change: (text: string) => string): Behaviour {
  return { ...standard, serialiseJson: (value) => change(String(standard.serialiseJson(value))) };
}

export function rewrittenXmlText(standard: Behaviour, change: (text: string) => string): Behaviour {
  return { ...standard, serialiseXml: (document) => change(String(standard.serialiseXml(document))) };
}

/** A tag that opens an element, or is one that is empty. */
export interface Tag {
  readonly name: string;
  /** Each as written: `name="value"`. */
  readonly attributes: readonly string[];
  readonly isEmpty: boolean;
}

const TAG = /<([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+="[^"]*")*)\s*(\/?)>/g;
const ATTRIBUTE = /[\w:.-]+="[^"]*"/g;

/** The text with every such tag of it rewritten. */
export function rewrittenTags(text: string, change: (tag: Tag) => string): string {
  return text.replace(TAG, (_, name: string, attributes: string, slash: string) =>
    change({ name, attributes: attributes.match(ATTRIBUTE) ?? [], isEmpty: slash !== '' }),
  );
}

export function tagText({ name, attributes, isEmpty }: Tag): string {
  return `<${[name, ...attributes].join(' ')}${isEmpty ? '/' : ''}>`;
}
