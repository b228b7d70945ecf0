import { faults, type InjectedFault } from '../reference/faults';
import { suggestion } from '../run/selection';
import { UsageError } from './usage-error';

/** The fault of the embedded server that `--fault` names; an unknown name is refused with the nearest right one. */
export function namedFault(name: string): InjectedFault {
  const names = faults.map((fault) => fault.name);
  const fault = faults.find((known) => known.name === name);
  if (fault) return fault;
  throw new UsageError(
    `--fault ${name}: there is no such fault; ${suggestion(name, names, 'list --faults')}`,
  );
}
