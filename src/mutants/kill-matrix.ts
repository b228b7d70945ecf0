import { type Level, loadCatalogue } from '../contract/catalogue';
import type { InjectedFault } from '../server/faults';
import type { Trial, Tripped } from './trial';

/** What became of a fault. */
type Fate =
  /** A check of a requirement that it breaks failed, or warned if that is not a MUST. */
  | 'caught'
  | 'survived'
  /** An erratum tolerates it: it is counted apart, with a warning or without one. */
  | 'tolerated'
  /** No response of the run is different. */
  | 'without effect';

/** A fault, and the result of its run. */
export interface Kill {
  readonly name: string;
  readonly effect: string;
  readonly what: string;
  readonly breaks: string;
  readonly level: Level;
  readonly fate: Fate;
  readonly tolerated?: string;
  /** The checks that caught it; of a survivor, those of other requirements that tripped. */
  readonly by: readonly string[];
  /** Equal for faults that trip the same checks alike. */
  readonly class: string;
}

/** How many there are, and how many are caught: faults, and classes of faults that trip the same checks alike. */
export interface Count {
  readonly faults: number;
  readonly caught: number;
  readonly classes: number;
  readonly classesCaught: number;
}

/** What the trials prove about the suite. */
export interface KillMatrix {
  readonly kills: readonly Kill[];
  readonly must: Count;
  /** For requirements below MUST. */
  readonly should: Count;
  /** Alarms that a legal difference raised. */
  readonly falseAlarms: readonly {
    readonly variation: string;
    readonly check: string;
    readonly message: string;
  }[];
  readonly variations: number;
  /** Requirements with a check that no fault breaks. */
  readonly unproved: readonly string[];
  /** Checks that no tried fault makes fail. */
  readonly blunt: readonly string[];
  readonly defects: readonly string[];
}

/** The share of the fault classes of MUST requirements that must be caught; less is worse than what was measured. */
const wantedShare = 0.97;

export function killMatrix(
  checks: readonly { readonly id: string; readonly requirement: { readonly id: string } }[],
  faults: readonly InjectedFault[],
  trials: readonly Trial[],
): KillMatrix {
  const byName = new Map(
    trials.flatMap((trial) => (trial.kind === 'fault' ? [[trial.name, trial] as const] : [])),
  );
  const kills = faults.flatMap((fault) => {
    const trial = byName.get(fault.name);
    return trial ? [killOf(fault, trial)] : [];
  });
  const varied = trials.filter(({ kind }) => kind === 'variation');
  const broken = new Set(faults.flatMap(({ breaks, alsoBreaks }) => [breaks, ...alsoBreaks]));
  const sharp = new Set(kills.flatMap(({ by }) => by));
  return {
    kills,
    must: countOf(kills.filter(({ level }) => level === 'MUST')),
    should: countOf(kills.filter(({ level }) => level !== 'MUST')),
    falseAlarms: varied.flatMap(({ name, tripped }) =>
      tripped
        .filter((each) => levelOf(each.requirement) !== 'MAY' && each.status !== 'not-applicable')
        .map(({ id, message = '' }) => ({ variation: name, check: id, message })),
    ),
    variations: varied.length,
    unproved: [...new Set(checks.map(({ requirement }) => requirement.id))].filter((id) => !broken.has(id)),
    blunt: checks.map(({ id }) => id).filter((id) => !sharp.has(id)),
    defects: trials.flatMap(({ name, defects }) => defects.map((defect) => `${name}: ${defect}`)),
  };
}

/** Whether the matrix proves what the suite claims; single survivors are gaps, and stand on the page. */
export function holds({ must, falseAlarms, defects }: KillMatrix): boolean {
  const isSharp = must.classesCaught >= wantedShare * must.classes;
  return isSharp && falseAlarms.length === 0 && defects.length === 0;
}

function killOf(fault: InjectedFault, { changed, tripped }: Trial): Kill {
  const { name, effect, what, breaks, alsoBreaks, tolerated } = fault;
  const level = levelOf(breaks);
  const alarms = tripped.filter(({ status }) => status === 'failed' || status === 'warned');
  const own = alarms.filter(({ requirement }) => [breaks, ...alsoBreaks].includes(requirement));
  const killing = level === 'MUST' ? own.filter(({ status }) => status === 'failed') : own;
  const fate =
    changed === 0
      ? 'without effect'
      : tolerated !== undefined
        ? 'tolerated'
        : killing.length > 0
          ? 'caught'
          : 'survived';
  return {
    ...{ name, effect, what, breaks, level, fate },
    ...(tolerated === undefined ? {} : { tolerated }),
    by: (killing.length > 0 ? killing : alarms).map(({ id }) => id),
    class: classOf(alarms),
  };
}

function classOf(alarms: readonly Tripped[]): string {
  return alarms
    .map(({ id, status }) => `${id} ${status}`)
    .sort()
    .join('\n');
}

function countOf(kills: readonly Kill[]): Count {
  const counted = kills.filter(({ fate }) => fate === 'caught' || fate === 'survived');
  const caught = counted.filter(({ fate }) => fate === 'caught');
  // Faults that fail no check do not form a class: each is a separate gap.
  const classes = (of: readonly Kill[]) => new Set(of.map((kill) => kill.class || kill.name)).size;
  const survived = counted.filter(({ fate }) => fate === 'survived');
  const classesCaught = classes(caught);
  return {
    faults: counted.length,
    caught: caught.length,
    classes: classesCaught + classes(survived),
    classesCaught,
  };
}

function levelOf(requirement: string): Level {
  return loadCatalogue().get(requirement).level;
}
