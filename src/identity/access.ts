/**
 * What a response says, in one form for JSON and XML: the document's own members, extension prefixes left
 * out. A leaf is whatever the server wrote there, so that a check can judge its type; an absent one is undefined.
 */
export interface Access {
  readonly token?: unknown;
  readonly user?: unknown;
  readonly serviceCatalog?: unknown;
}

export interface Token {
  /** A Secret where the server wrote a string. */
  readonly id?: unknown;
  readonly expires?: unknown;
  readonly tenant?: unknown;
  readonly authenticatedBy?: unknown;
}

/** The members that the document and its companions name, in the order of the samples (lines 298-948). */
export const members = {
  tenant: ['id', 'name'],
  role: ['id', 'name', 'description', 'tenantId'],
  service: ['name', 'type'],
  endpoint: ['region', 'tenantId', 'publicURL', 'internalURL', 'adminURL'],
  version: ['versionId', 'versionInfo', 'versionList'],
} as const;

/** The value at a path of members, undefined where the path leads nowhere. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, member) => (isObject(inner) && Object.hasOwn(inner, member) ? inner[member] : undefined),
    value,
  );
}

/** The items of the list at a path of members; none where there is no list. */
export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** A plain object, not an array and not null; objects of another realm included. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
