import { setTimeout as sleep } from 'node:timers/promises';
import { down, type View } from './lookout';

/** Why there is something to run again. */
export type Cause = 'back' | 'changed' | 'asked';

export interface Watched {
  /** Looks at the server once. */
  readonly look: () => Promise<View>;
  /** Called when the server stops responding. */
  readonly onDown: () => void;
  /** Aborts when somebody does not want to wait for a change. */
  readonly asked: AbortSignal;
  /** Aborts when nobody wants to know any more. */
  readonly stopped: AbortSignal;
}

/** Milliseconds between two looks: the first, and the most. */
const soonest = 1000;
const latest = 5000;
const growth = 1.25;

/**
 * Waits until a server that was down is back, until it responds differently than at the first look, or until somebody
 * asks. It looks once a second at first and less often the longer nothing happens.
 *
 * @returns undefined when it was stopped
 */
export async function nextChange({ look, onDown, asked, stopped }: Watched): Promise<Cause | undefined> {
  const hurry = AbortSignal.any([asked, stopped]);
  let known: View | undefined;
  for (let interval = soonest; ; interval = Math.min(latest, interval * growth)) {
    if (stopped.aborted) return undefined;
    if (asked.aborted) return 'asked';
    const view = await look();
    if (view === down && known !== down) {
      onDown();
      interval = soonest;
    } else if (known === down && view !== down) return 'back';
    else if (known !== undefined && view !== known) return 'changed';
    known = view;
    await sleep(interval, undefined, { signal: hurry }).catch(() => undefined);
  }
}
