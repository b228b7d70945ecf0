import type { Check } from '../../../specs/vocabulary/check';
import type { InjectedFault } from '../../reference/faults';
import type { Trial, TriedCheck } from './trial';

/** What the trials prove of the suite. */
export interface KillMatrix {
  /** By fault: the checks of its requirement that caught it. */
  readonly kills: readonly { readonly fault: InjectedFault; readonly caughtBy: readonly string[] }[];
  /** Faults that no check of the requirement that they break caught. */
  readonly survivors: readonly InjectedFault[];
  /** Requirements with a check and no fault. */
  readonly unproved: readonly string[];
  /** Checks that no fault makes fail. */
  readonly blunt: readonly string[];
  /** Alarms that a legal variation raised. */
  readonly falseAlarms: readonly {
    readonly variation: string;
    readonly check: string;
    readonly message: string;
  }[];
  readonly variations: readonly string[];
  readonly defects: readonly string[];
}

/** Puts the trials together; a requirement that is a MAY needs no fault, but its checks must be able to fail. */
export function killMatrix(
  checks: readonly Check[],
  faults: readonly InjectedFault[],
  trials: readonly Trial[],
): KillMatrix {
  const trialOf = (fault: InjectedFault) =>
    trials.find(({ kind, name }) => kind === 'fault' && name === fault.name);
  const kills = faults.map((fault) => ({
    fault,
    caughtBy: (trialOf(fault)?.checks ?? []).filter(alarms).map(({ id }) => id),
  }));
  const sharp = new Set(kills.flatMap(({ caughtBy }) => caughtBy));
  const broken = new Set(faults.map(({ breaks }) => breaks));
  const varied = trials.filter(({ kind }) => kind === 'variation');
  return {
    kills,
    survivors: kills.filter(({ caughtBy }) => caughtBy.length === 0).map(({ fault }) => fault),
    unproved: [...new Set(checks.map(({ requirement }) => requirement.id))].filter((id) => !broken.has(id)),
    blunt: checks.map(({ id }) => id).filter((id) => !sharp.has(id)),
    falseAlarms: varied.flatMap(({ name, checks: tried }) =>
      tried
        .filter((check) => check.level !== 'MAY' && (alarms(check) || check.status === 'not-verified'))
        .map(({ id, message = '' }) => ({ variation: name, check: id, message })),
    ),
    variations: varied.map(({ name }) => name),
    defects: trials.flatMap(({ name, defects }) => defects.map((defect) => `${name}: ${defect}`)),
  };
}

/** Whether the matrix proves what the suite claims. */
export function holds(matrix: KillMatrix): boolean {
  const { survivors, unproved, blunt, falseAlarms, defects } = matrix;
  return [survivors, unproved, blunt, falseAlarms, defects].every((list) => list.length === 0);
}

function alarms({ status }: TriedCheck): boolean {
  return status === 'failed' || status === 'warned';
}
