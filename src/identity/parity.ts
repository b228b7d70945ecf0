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
  if (left instanceof Secret && right instanceof Secret) return undefined;
  const member = path.slice(path.lastIndexOf('.') + 1);
  if (Array.isArray(left) && Array.isArray(right)) return differenceOfLists(left, right, path, member);
  if (isObject(left) && isObject(right)) {
    for (const name of [...new Set([...Object.keys(left), ...Object.keys(right)])]) {
      const difference = firstDifference(left[name], right[name], `${path}.${name}`);
      if (difference) return difference;
    }
    return undefined;
  }
  if (member === 'expires' && typeof left === 'string' && typeof right === 'string') return undefined;
  return Object.is(left, right) ? undefined : { path, left, right };
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
    const same = rest.findIndex(
      (other) => labelOf(other, member) === label && !firstDifference(item, other, `${path}.item`),
    );
    const like = same >= 0 ? same : rest.findIndex((other) => labelOf(other, member) === label);
    const inner = `${path}[${label}]`;
    if (like < 0) return { path: inner, left: item, right: undefined };
    const difference = firstDifference(item, rest[like], inner);
    if (difference) return difference;
    rest.splice(like, 1);
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
