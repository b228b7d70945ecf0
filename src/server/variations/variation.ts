import type { Condition } from '../faults/conditions';
import { type Effect, giving, type Steps } from '../faults/effect';

/** A difference from the embedded server that keeps every requirement all the same. */
export interface Variation {
  /** Short and readable, unique: `xml-other-prefixes`. */
  readonly name: string;
  /** What is different, in one sentence without a full stop. */
  readonly what: string;
  readonly steps: Steps;
  /** The path below which the server lies, `/identity`. */
  readonly prefix?: string;
  /** That it is of the connection, and shows over a connection alone. */
  readonly isOfConnection?: true;
  /** The conditions under which it is legal; by default any. */
  readonly only?: Effect['only'];
}

/** What the variations of one table may have in common; a row may have its own. */
type Shared = Pick<Variation, 'prefix' | 'isOfConnection' | 'only'>;

/** The variations of some rows, each with what `by` makes the steps of. */
export function table<By>(
  by: (value: By) => Steps,
  rows: readonly (readonly [name: string, what: string, value: NoInfer<By>, own?: Shared])[],
  shared: Shared = {},
): Variation[] {
  return rows.map(([name, what, value, own]) => ({ name, what, steps: by(value), ...shared, ...own }));
}

/** For a table whose rows have steps of their own. */
export const asWritten = (steps: Steps): Steps => steps;

/** What a login returns may be another thing for another user, but not in another form (erratum E40). */
export function forSomeUsers({ facets, earlier }: Condition): boolean {
  return !earlier && Object.keys(facets).every((facet) => facet === 'account');
}

/** Changes the text of every JSON response. */
export const jsonText = (change: (text: string) => string) => giving('serialiseJson')((text) => change(String(text)));

/** Changes the text of every XML response. */
export const xmlText = (change: (text: string) => string) => giving('serialiseXml')((text) => change(String(text)));

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
