import type { Access } from '../../protocol/access';
import { judged, type Judgement } from '../judge-exchange';
import type { Observed } from '../response/response-rule';

/** An exchange of a run, in the order in which they were answered. */
export interface RunExchange extends Observed {
  readonly id: string;
}

/** A judgement, and the exchange that it is about. */
export interface RunJudgement extends Judgement {
  readonly exchange: string;
}

/** A success, with what is compared with others. */
export interface Login {
  readonly exchange: RunExchange;
  /** The requested user name. */
  readonly username: string;
  readonly access: () => Access;
  readonly userId: unknown;
  readonly tokenId: string | undefined;
  readonly tenantId: unknown;
}

/** The judgement of an exchange that is compared with others. */
export function about(exchange: string, requirement: string, judge: () => void): RunJudgement[] {
  return judged(requirement, judge).map((judgement) => ({ ...judgement, exchange }));
}

/** Judges the items of one key together, those of each by themselves. */
export function ofGroups<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  judge: (own: readonly Item[]) => RunJudgement[],
): RunJudgement[] {
  return [...grouped(items, keyOf).values()].flatMap(judge);
}

/** Items by their key, in the order in which they came. */
export function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const own = groups.get(key);
    if (own) own.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** The most frequent value; the first of several. */
export function mostFrequent(values: readonly string[]): string {
  const counts = grouped(values, (value) => value);
  return [...counts.values()].reduce((most, own) => (own.length > most.length ? own : most), [])[0] ?? '';
}
