/** Where a name belongs; members of `core` have no prefix in JSON, and their attributes no namespace in XML. */
export type Space = 'core' | 'raxAuth' | 'raxKskey' | 'foreign';

export interface Name {
  readonly local: string;
  readonly space: Space;
}

/** A text: a member in JSON, an attribute in XML, or an item of a list in both. */
export interface Leaf {
  readonly kind: 'leaf';
  readonly name: Name;
  readonly value: string;
  readonly type: 'any' | 'filled' | 'dateTime' | 'uri' | 'scope';
  readonly required: boolean;
  /** It is written in this format alone. */
  readonly only?: 'xml';
}

/** An object in JSON, an element in XML. */
export interface Group {
  readonly kind: 'group';
  readonly name: Name;
  readonly parts: readonly Part[];
  readonly required: boolean;
  /** In JSON its members stand in the group around it, and begin with its name (erratum E12). */
  readonly flat?: boolean;
}

/** An array in JSON; in XML an element around those of the items, or those alone. */
export interface List {
  readonly kind: 'list';
  readonly name: Name;
  readonly wrapped: boolean;
  readonly items: readonly Part[];
  readonly minimum: 0 | 1;
  readonly required: boolean;
}

/** What stands in the place of a group or a list by mistake: a text, or nothing (null, and xsi:nil). */
export interface Misfit {
  readonly kind: 'text' | 'nil';
  readonly name: Name;
}

/** A member that no schema knows. */
export interface Extension {
  readonly kind: 'extension';
  readonly name: Name;
  readonly as: 'attribute' | 'element';
  readonly value: string;
}

/** One part of a document, in terms that JSON and XML share. */
export type Part = Leaf | Group | List | Misfit | Extension;

interface Detail {
  readonly space?: Space;
  readonly required?: boolean;
}

/** A leaf of the core namespace that must be there and may not be empty, unless told otherwise. */
export function leaf(
  local: string,
  value: string,
  detail: Detail & Partial<Pick<Leaf, 'type' | 'only'>> = {},
): Leaf {
  const { space = 'core', ...rest } = detail;
  return { kind: 'leaf', name: { local, space }, value, type: 'filled', required: true, ...rest };
}

/** The leaf for a value that may be absent. */
export function optional(
  local: string,
  value: string | undefined,
  detail: Parameters<typeof leaf>[2] = {},
): Leaf[] {
  return value === undefined ? [] : [leaf(local, value, { ...detail, required: false })];
}

/** A group of the core namespace that must be there, unless told otherwise. */
export function group(
  local: string,
  parts: readonly Part[],
  detail: Detail & Partial<Pick<Group, 'flat'>> = {},
): Group {
  const { space = 'core', ...rest } = detail;
  return { kind: 'group', name: { local, space }, parts, required: true, ...rest };
}

/** A list of the core namespace, with an element of its own in XML unless told otherwise. */
export function list(
  local: string,
  items: readonly Part[],
  detail: Detail & Partial<Pick<List, 'wrapped' | 'minimum'>> = {},
): List {
  const { space = 'core', ...rest } = detail;
  return { kind: 'list', name: { local, space }, items, wrapped: true, minimum: 0, required: true, ...rest };
}
