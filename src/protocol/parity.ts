import { isObject } from './access';
import { Secret } from './secret';

/** Where two values first differ, and the value of each there; undefined means absent. */
export interface Difference {
  readonly path: string;
  readonly left: unknown;
  readonly right: unknown;
}

/** The members by which an item of a list is known, the first that any item has; the order of a list says nothing. */
const keys: Readonly<Record<string, readonly string[]>> = {
  roles: ['name', 'tenantId', 'id'],
  serviceCatalog: ['type', 'name'],
  endpoints: ['region', 'publicURL'],
};

/**
 * The first difference between what two answers say, or undefined. Lists are compared as sets of items that
 * are known by their keys; token ids and dates of expiry differ from login to login, so of them only the
 * presence and the type is compared; authenticatedBy is compared without regard to case (erratum E10). Null is missing
 * (erratum E24).
 */
export function firstDifference(left: unknown, right: unknown, path = 'access'): Difference | undefined {
  return differenceOf(left, right, path, path.slice(path.lastIndexOf('.') + 1));
}

/** @param member the member that holds the values, or the list whose items they are */
function differenceOf(left: unknown, right: unknown, path: string, member: string): Difference | undefined {
  if (left instanceof Secret || right instanceof Secret)
    return left instanceof Secret && right instanceof Secret ? undefined : { path, left, right };
  if (Array.isArray(left) && Array.isArray(right)) return differenceOfLists(left, right, path, member);
  if (isObject(left) && isObject(right)) {
    for (const name of new Set([...Object.keys(left), ...Object.keys(right)])) {
      const [one, other] = [left[name] ?? undefined, right[name] ?? undefined];
      const difference = differenceOf(one, other, `${path}.${name}`, name);
      if (difference) return difference;
    }
    return undefined;
  }
  return contentOf(left, member) === contentOf(right, member) ? undefined : { path, left, right };
}

/**
 * A list may have as many items as an answer has room for, and all of one label: each is looked up by its content
 * instead of being compared with all others.
 */
function differenceOfLists(
  left: readonly unknown[],
  right: readonly unknown[],
  path: string,
  member: string,
): Difference | undefined {
  const rest = new Set(right.keys());
  const places = new Map<string, number[]>();
  for (const place of [...rest].reverse()) {
    const content = contentOf(right[place], member);
    const known = places.get(content);
    if (known) known.push(place);
    else places.set(content, [place]);
  }
  for (const item of left) {
    const same = places.get(contentOf(item, member))?.pop();
    if (same === undefined)
      return differenceOfItem(
        item,
        [...rest].map((place) => right[place]),
        path,
        member,
      );
    rest.delete(same);
  }
  const [first] = rest;
  return first === undefined
    ? undefined
    : { path: `${path}[${labelOf(right[first], member)}]`, left: undefined, right: right[first] };
}

/** How an item that has no equal differs from the first that is known by the same keys. */
function differenceOfItem(
  item: unknown,
  others: readonly unknown[],
  path: string,
  member: string,
): Difference {
  const label = labelOf(item, member);
  const inner = `${path}[${label}]`;
  const alike = others.filter((other) => labelOf(other, member) === label).slice(0, 1);
  const [difference] = alike.map((other) => differenceOf(item, other, inner, member));
  return difference ?? { path: inner, left: item, right: undefined };
}

/** A part of an access object as it is compared: equal parts have the same text. */
export function comparedText(value: unknown, path: string): string {
  return contentOf(value, path.slice(path.lastIndexOf('.') + 1));
}

/** A value as it is compared: equal values have the same text. */
function contentOf(value: unknown, member: string): string {
  if (value instanceof Secret) return 'secret';
  if (Array.isArray(value))
    return `[${value
      .map((item: unknown) => contentOf(item, member))
      .sort()
      .join()}]`;
  if (isObject(value))
    return `{${Object.entries(value)
      .filter(([, inner]) => inner !== undefined && inner !== null)
      .map(([name, inner]) => `${JSON.stringify(name)}:${contentOf(inner, name)}`)
      .sort()
      .join()}}`;
  if (typeof value !== 'string') return Object.is(value, -0) ? '-0' : String(value);
  if (member === 'expires') return 'date';
  return JSON.stringify(member === 'authenticatedBy' ? value.toUpperCase() : value);
}

function labelOf(item: unknown, member: string): string {
  if (!isObject(item)) return member === 'authenticatedBy' ? String(item).toUpperCase() : String(item);
  const [first, ...others] = (Object.hasOwn(keys, member) ? (keys[member] ?? []) : [])
    .map((key) => item[key])
    .filter((value) => value !== undefined);
  return first === undefined ? '?' : [first, ...others.slice(0, 1)].map(String).join(' ');
}
