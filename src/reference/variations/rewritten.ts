import type { Behaviour } from '../behaviour';
import type { JsonObject, JsonValue } from '../json/write';

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

/** The behaviour that changes the text of every JSON response. */
export function rewrittenJsonText(standard: Behaviour, change: (text: string) => string): Behaviour {
  return { ...standard, serialiseJson: (value) => change(String(standard.serialiseJson(value))) };
}

/** The behaviour that changes the text of every XML response. */
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

/** A tag as text. */
export function tagText({ name, attributes, isEmpty }: Tag): string {
  return `<${[name, ...attributes].join(' ')}${isEmpty ? '/' : ''}>`;
}
