import type { ReportedCheck } from '../report';

/** Checks that say the same thing. */
export interface MessageGroup {
  readonly message: string;
  readonly checks: readonly ReportedCheck[];
}

/** The checks by their message, the largest group first and otherwise in the order of the run. */
export function groupByMessage(checks: readonly ReportedCheck[]): readonly MessageGroup[] {
  return group(checks, (check) => messageOf(check)).sort((a, b) => b.checks.length - a.checks.length);
}

/** The checks by their cause, which is the requirement and the message, in the order of the run. */
export function groupByCause(checks: readonly ReportedCheck[]): readonly MessageGroup[] {
  return group(checks, (check) => `${check.requirement}\n${messageOf(check)}`);
}

/** The items by a key, keys and items in the order of their first appearance. */
export function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const members = groups.get(keyOf(item));
    if (members) members.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

function group(checks: readonly ReportedCheck[], keyOf: (check: ReportedCheck) => string): MessageGroup[] {
  return [...groupBy(checks, keyOf).values()].map((own) => ({ message: messageOf(own[0]), checks: own }));
}

function messageOf(check: ReportedCheck | undefined): string {
  return check?.message ?? 'no reason was given';
}
