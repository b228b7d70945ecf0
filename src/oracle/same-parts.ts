import { isObject } from '../protocol/access';
import { type Difference, firstDifference } from '../protocol/parity';
import { fail, type Finding, tolerate } from './deviation';

/** A part of an access object in two responses, in which they should agree. */
interface SamePart {
  /** `access.user`. */
  readonly path: string;
  readonly left: unknown;
  readonly right: unknown;
  /** The finding for a difference. */
  readonly finding: (difference: Difference) => Finding;
  /** Whether the formats of the two differ: what one of them lacks is then a difference between the formats (E24). */
  readonly isAcross: boolean;
}

/** @throws Deviation if two responses differ in a part; a warning if an erratum tolerates the difference */
export function expectSame({ path, left, right, finding, isAcross }: SamePart): void {
  const difference = firstDifference(left, right, path);
  if (!difference) return;
  const member = difference.path.slice(path.length + 1);
  const tolerated = isTolerated(difference, isAcross);
  if (!tolerated) fail(finding(difference));
  expectSame({ path, left: without(left, member), right: without(right, member), finding, isAcross });
  tolerate(finding(difference));
}

/** A user name in another letter case (E33); a default region or a domain that one login does not return (E24). */
function isTolerated({ path, left, right }: Difference, isAcross: boolean): boolean {
  if (path === 'access.user.name') return isSameName(left, right);
  const isOptional = path === 'access.user.defaultRegion' || path === 'access.user.domainId';
  return isOptional && !isAcross && (left === undefined || right === undefined);
}

/** An object without some of its members; any other value as it is. */
export function without(value: unknown, ...members: readonly string[]): unknown {
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).filter(([name]) => !members.includes(name)))
    : value;
}

/** Whether a user name equals the requested one, apart from letter case and Unicode normal form (erratum E33). */
export function isSameName(given: unknown, asked: unknown): boolean {
  return typeof given === 'string' && typeof asked === 'string' && folded(given) === folded(asked);
}

function folded(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}
