import { type Random, randomFrom } from './random';

/** Candidates for each row; the one that covers most is taken. */
const candidates = 12;

export interface Covering<Row extends object> {
  /** The values of each axis. */
  readonly axes: { readonly [Axis in keyof Row]: readonly Row[Axis][] };
  /** Whether values fit together; also called for rows that are chosen in part. */
  readonly fits: (row: Partial<Row>) => boolean;
  /** Axes that have nothing to do with each other: groups with both are not covered. */
  readonly unrelated?: readonly (readonly [keyof Row, keyof Row])[];
  /**
   * The axis whose value alone decides the response to a row, such as a defect: the row does not show that its other
   * values work, so it covers only groups with that axis.
   */
  readonly decisive?: (row: Partial<Row>) => keyof Row | undefined;
  /** How many axes are covered together. */
  readonly strength: number;
  /** Further values that occur together in a row at least once, if they fit. */
  readonly wanted?: readonly Partial<Row>[];
  /** Whether rows are made for these alone. */
  readonly isWantedAlone?: boolean;
  /** Equal seeds give equal rows. */
  readonly seed: number;
  /** Rows that are sent anyway. */
  readonly already?: readonly Row[];
  /** A row that is sent with another anyway, and covers pairs as well. */
  readonly alongside?: (row: Row) => Row | undefined;
}

/**
 * Rows in which every two values (or more, by the strength) that fit together occur in the same row at least once,
 * chosen greedily: each row is begun with values that are not covered yet, and filled with those that cover most.
 * Values that fit into no whole row are not covered.
 */
export function coveringRows<Row extends object>(covering: Covering<Row>): Row[] {
  const { already = [], alongside, seed, wanted = [] } = covering;
  const random = randomFrom(seed);
  const open = new OpenGroups(covering);
  for (const row of already) open.cover(row);
  const rows: Row[] = [];
  const add = (part: Partial<Row>, isShown: (row: Partial<Row>) => boolean = () => true): void => {
    const fits = (row: Partial<Row>) => isShown(row) && covering.fits(row);
    const found = Array.from({ length: candidates }, () => filled(part, { ...covering, fits }, open, random))
      .filter((row) => row !== undefined)
      .map((row) => ({ row, covers: open.count(row) }));
    const best = mostCovering(found);
    if (!best) return;
    rows.push(best.row);
    for (const row of [best.row, alongside?.(best.row)]) if (row) open.cover(row);
  };
  const isThere = (part: Partial<Row>): boolean => [...already, ...rows].some((row) => holds(row, part));
  const parts = wanted.filter(covering.fits);
  for (const [at, part] of parts.entries())
    if (!isThere(part))
      add(together([part, ...parts.slice(at + 1).filter((other) => !isThere(other))], covering.fits));
  if (covering.isWantedAlone) return rows;
  for (let begin = open.first(random); begin; begin = open.first(random)) {
    const { id, part } = begin;
    open.close(id);
    const group = Object.keys(part) as (keyof Row)[];
    add(part, (row) => isShownBy(group, covering.decisive?.(row)));
  }
  return rows;
}

/** The first of some parts with as many of the others as fit into one row with it. */
function together<Row extends object>(
  parts: readonly Partial<Row>[],
  fits: (row: Partial<Row>) => boolean,
): Partial<Row> {
  return parts.reduce((whole, part) => {
    const both = { ...whole, ...part };
    return holds(both, whole) && fits(both) ? both : whole;
  });
}

/** Whether a row whose response one axis decides shows that a group of axes works. */
function isShownBy<Axis>(group: readonly Axis[], decisive: Axis | undefined): boolean {
  return decisive === undefined || group.includes(decisive);
}

function holds<Row extends object>(row: Partial<Row>, part: Partial<Row>): boolean {
  return (Object.keys(part) as (keyof Row)[]).every((axis) => row[axis] === part[axis]);
}

/** Chooses a value for each axis that has none, the one that covers most first; undefined if no row can be made. */
function filled<Row extends object>(
  begin: Partial<Row>,
  { axes, fits }: Covering<Row>,
  open: OpenGroups<Row>,
  random: Random,
): Row | undefined {
  // One object throughout, with a constant shape: copies, or changing members, would take most of the time.
  const nothing = Object.fromEntries(Object.keys(axes).map((axis) => [axis, undefined])) as Partial<Row>;
  const row = { ...nothing, ...begin };
  const names = random.shuffled((Object.keys(axes) as (keyof Row)[]).filter((axis) => !(axis in begin)));
  const fill = (at: number): boolean => {
    const name = names[at];
    if (name === undefined) return true;
    const choices = [];
    for (const value of random.shuffled(axes[name])) {
      row[name] = value;
      if (fits(row)) choices.push({ value, covers: open.count(row, name) });
    }
    for (const { value } of choices.sort((a, b) => b.covers - a.covers)) {
      row[name] = value;
      if (fill(at + 1)) return true;
    }
    row[name] = undefined;
    return false;
  };
  return fill(0) ? (row as Row) : undefined;
}

function mostCovering<Found extends { readonly covers: number }>(found: readonly Found[]): Found | undefined {
  return found.reduce<Found | undefined>(
    (most, each) => (most && most.covers >= each.covers ? most : each),
    undefined,
  );
}

/** Axes that are covered together; each choice of values for them has a number, from `base` on. */
interface Group<Axis> {
  readonly names: readonly Axis[];
  /** The index of each value within its axis. */
  readonly places: readonly ReadonlyMap<unknown, number>[];
  readonly base: number;
}

/** The values that are not covered yet, by the groups of axes that are covered together; each is known by a number. */
class OpenGroups<Row extends object> {
  readonly #groups: readonly Group<keyof Row>[];
  readonly #groupsWith: ReadonlyMap<keyof Row, readonly Group<keyof Row>[]>;
  readonly #open = new Map<number, Partial<Row>>();
  /** Indexed by the same numbers: it is read hundreds of thousands of times, and a map would take most of the time. */
  readonly #isOpen: Uint8Array;

  readonly #decisive: (row: Partial<Row>) => keyof Row | undefined;

  constructor({ axes, fits, strength, unrelated = [], decisive = () => undefined }: Covering<Row>) {
    this.#decisive = decisive;
    const names = Object.keys(axes) as (keyof Row)[];
    const places = new Map(
      names.map((name) => [name, new Map<unknown, number>(axes[name].map((value, place) => [value, place]))]),
    );
    let base = 0;
    const related = (group: readonly (keyof Row)[]) =>
      !unrelated.some((pair) => pair.every((name) => group.includes(name)));
    const groups: Group<keyof Row>[] = [];
    for (const group of combinationsOf(names, Math.min(strength, names.length)).filter(related)) {
      groups.push({ names: group, places: group.flatMap((name) => places.get(name) ?? []), base });
      base += group.reduce((product, name) => product * axes[name].length, 1);
    }
    this.#groups = groups;
    this.#groupsWith = new Map(
      names.map((name) => [name, groups.filter((group) => group.names.includes(name))]),
    );
    this.#isOpen = new Uint8Array(base);
    for (const group of groups)
      for (const part of productOf(group.names, axes))
        if (fits(part)) {
          const id = idOf(part, group);
          this.#open.set(id, part);
          this.#isOpen[id] = 1;
        }
  }

  first(random: Random): { readonly id: number; readonly part: Partial<Row> } | undefined {
    const ids = [...this.#open.keys()];
    const id = ids[random.below(ids.length)];
    const part = id === undefined ? undefined : this.#open.get(id);
    return id === undefined || !part ? undefined : { id, part };
  }

  close(id: number): void {
    this.#open.delete(id);
    this.#isOpen[id] = 0;
  }

  cover(row: Row): void {
    const decisive = this.#decisive(row);
    for (const group of this.#groups) if (isShownBy(group.names, decisive)) this.close(idOf(row, group));
  }

  /** How many open groups a row covers; with an axis, only those that have it. */
  count(row: Partial<Row>, axis?: keyof Row): number {
    const decisive = this.#decisive(row);
    const groups = axis === undefined ? this.#groups : (this.#groupsWith.get(axis) ?? []);
    let covered = 0;
    for (const group of groups)
      if (isShownBy(group.names, decisive) && this.#isOpen[idOf(row, group)] === 1) covered += 1;
    return covered;
  }
}

/** NaN if the row has no value for one of the axes. */
function idOf<Row extends object>(row: Partial<Row>, { names, places, base }: Group<keyof Row>): number {
  let id = 0;
  for (let at = 0; at < names.length; at += 1) {
    const own = places[at];
    id = id * (own?.size ?? 1) + (own?.get(row[names[at] as keyof Row]) ?? NaN);
  }
  return base + id;
}

function combinationsOf<Item>(items: readonly Item[], size: number): Item[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, index) =>
    combinationsOf(items.slice(index + 1), size - 1).map((others) => [item, ...others]),
  );
}

function productOf<Row extends object>(
  group: readonly (keyof Row)[],
  axes: Covering<Row>['axes'],
): Partial<Row>[] {
  return group.reduce<Partial<Row>[]>(
    (parts, name) => parts.flatMap((part) => axes[name].map((value) => ({ ...part, [name]: value }))),
    [{}],
  );
}
