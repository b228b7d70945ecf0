import { isObject } from '../../src/protocol/access';
import { Secret } from '../../src/protocol/secret';

/** The way to a leaf of an access object: members, and positions in lists. */
export type Way = readonly (string | number)[];

/** The ways to all leaves; a secret is one, and so is a list or object with nothing in it. */
export function waysOf(value: unknown, way: Way = []): Way[] {
  const inner = Array.isArray(value)
    ? value.map((item: unknown, index) => [index, item] as const)
    : isObject(value) && !(value instanceof Secret)
      ? Object.entries(value)
      : [];
  return inner.length === 0 ? [way] : inner.flatMap(([step, item]) => waysOf(item, [...way, step]));
}

/** The value at the end of a way. */
export function valueAt(value: unknown, way: Way): unknown {
  const [step, ...rest] = way;
  if (step === undefined) return value;
  return valueAt(Array.isArray(value) ? value[Number(step)] : (value as Record<string, unknown>)[step], rest);
}

/** A copy with another value at the end of a way; undefined takes the member or item away. */
export function changedAt(value: unknown, way: Way, to: unknown): unknown {
  const [step, ...rest] = way;
  if (step === undefined) return to;
  const inner = changedAt(valueAt(value, [step]), rest, to);
  if (Array.isArray(value)) {
    const before: unknown[] = value.slice(0, Number(step));
    return [
      ...before,
      ...(inner === undefined ? [] : [inner]),
      ...(value.slice(Number(step) + 1) as unknown[]),
    ];
  }
  const entries = Object.entries(value as Record<string, unknown>);
  return Object.fromEntries(
    entries
      .map(([name, item]) => [name, name === step ? inner : item])
      .filter(([, item]) => item !== undefined),
  );
}
