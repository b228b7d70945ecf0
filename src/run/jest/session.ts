import type { Harness } from '../../checks/harness';
import type { CheckResult } from '../../checks/check';
import type { Masker } from '../../secrets/masking';
import type { Overtime } from '../overtime';
import type { DeclaredSection } from '../selection/declared-checks';
import type { Target } from '../target';

/** What the spec files of one run share within a process. */
export interface Session {
  readonly target: Target;
  readonly harness: Harness;
  /** The checks that are to run, by section; under `npx jest` there are none, and each spec file declares its own. */
  readonly sections?: readonly DeclaredSection[];
  readonly onResult?: (result: CheckResult) => void;
  /** Under `npx jest`, what ends a run that takes too long. */
  readonly overtime?: Overtime;
}

let current: Session | undefined;
let opening: Promise<Session> | undefined;

/** Opened by `run`, whose specs run in its own process. */
export function openSession(session: Session): void {
  current = session;
}

export function closeSession(): void {
  current?.harness.client.close();
  current?.overtime?.over();
  current = undefined;
  opening = undefined;
}

/** The session of this process; if `run` opened none, `open` is called once. */
export async function sessionOr(open: () => Promise<Session>): Promise<Session> {
  if (current) return current;
  opening ??= open();
  current = await opening;
  return current;
}

/** The masker of this process's session, if it has one. */
export function currentMasker(): Masker | undefined {
  return current?.harness.client.masker;
}

/** The target of this process's session, if it has one. */
export function currentTarget(): Target | undefined {
  return current?.target;
}
