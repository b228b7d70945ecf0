/** JSON that can also hold what no value is written as: members twice, and raw text. */
export type JsonTree = JsonObject | JsonArray | Raw;

export interface JsonObject {
  readonly kind: 'object';
  readonly parts: { name: string; value: JsonTree }[];
}

export interface JsonArray {
  readonly kind: 'array';
  readonly parts: { value: JsonTree }[];
}

/** Text that is written as it is, such as that of a number. */
export interface Raw {
  readonly kind: 'raw';
  readonly text: string;
}

export const raw = (text: string): Raw => ({ kind: 'raw', text });

/** A value that JSON can write. */
export const rawOf = (value: unknown): Raw => raw(JSON.stringify(value));

export function jsonTree(value: unknown): JsonTree {
  if (Array.isArray(value)) return { kind: 'array', parts: value.map((item) => ({ value: jsonTree(item) })) };
  if (typeof value !== 'object' || value === null) return rawOf(value);
  const parts = Object.entries(value).map(([name, member]) => ({ name, value: jsonTree(member) }));
  return { kind: 'object', parts };
}

export function jsonText(tree: JsonTree): string {
  if (tree.kind === 'raw') return tree.text;
  if (tree.kind === 'array') return `[${tree.parts.map(({ value }) => jsonText(value)).join()}]`;
  const members = tree.parts.map(({ name, value }) => `${JSON.stringify(name)}:${jsonText(value)}`);
  return `{${members.join()}}`;
}

/** Where a value stands. */
export interface Place {
  readonly parent: JsonObject | JsonArray;
  readonly index: number;
}

/** The places of all values below the outermost. */
export function placesIn(tree: JsonTree): Place[] {
  if (tree.kind === 'raw') return [];
  return tree.parts.flatMap(({ value }, index) => [{ parent: tree, index }, ...placesIn(value)]);
}
