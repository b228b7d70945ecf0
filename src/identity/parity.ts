import { isObject } from './access';
import { Secret } from './secret';

/** Where two values first part, and what each says there; undefined stands for absent. */
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
 * presence and the type is compared; authenticatedBy is compared without regard to case (erratum E10).
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
      const difference = differenceOf(left[name], right[name], `${path}.${name}`, name);
      if (difference) return difference;
    }
    return undefined;
  }
  return sameLeaf(left, right, member) ? undefined : { path, left, right };
}

function sameLeaf(left: unknown, right: unknown, member: string): boolean {
  if (Object.is(left, right)) return true;
  if (typeof left !== 'string' || typeof right !== 'string') return false;
  return member === 'expires' || (member === 'authenticatedBy' && left.toUpperCase() === right.toUpperCase());
}

function differenceOfLists(
  left: readonly unknown[],
  right: readonly unknown[],
  path: string,
  member: string,
): Difference | undefined {
  const rest = [...right];
  for (const item of left) {
    const label = labelOf(item, member);
    const inner = `${path}[${label}]`;
    const alike = rest.filter((other) => labelOf(other, member) === label);
    const differences = alike.map((other) => differenceOf(item, other, inner, member));
    const same = differences.indexOf(undefined);
    if (same < 0) return differences[0] ?? { path: inner, left: item, right: undefined };
    rest.splice(rest.indexOf(alike[same]), 1);
  }
  return rest.length === 0
    ? undefined
    : { path: `${path}[${labelOf(rest[0], member)}]`, left: undefined, right: rest[0] };
}

function labelOf(item: unknown, member: string): string {
  if (!isObject(item)) return member === 'authenticatedBy' ? String(item).toUpperCase() : String(item);
  const [first, ...others] = (keys[member] ?? [])
    .map((key) => item[key])
    .filter((value) => value !== undefined);
  return first === undefined ? '?' : [first, ...others.slice(0, 1)].map(String).join(' ');
}
