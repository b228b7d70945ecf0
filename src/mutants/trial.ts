import type { CheckStatus } from '../checks/check';
import { startEmbeddedServer } from '../server';
import { faults } from '../server/faults';
import { variations } from '../server/variations';
import { Rehearsal, type Outcome } from './rehearsal';
import type { Deviating } from './trial-sender';

/** What a run says of one server that deviates. Plain JSON: it crosses processes, and is kept in a file. */
export interface Trial {
  readonly kind: 'fault' | 'variation';
  readonly name: string;
  /** How many responses differ from those of the server without the deviation. */
  readonly changed: number;
  /** The checks that did not pass. */
  readonly tripped: readonly Tripped[];
  /** Exceptions of the suite itself. */
  readonly defects: readonly string[];
}

export interface Tripped {
  readonly id: string;
  readonly requirement: string;
  readonly status: CheckStatus;
  readonly message?: string;
}

/** A server that deviates, as the tables of the embedded server have it. */
interface Deviation extends Pick<Deviating, 'reaches'> {
  readonly deviate: (standard: Deviating['behaviour']) => Deviating['behaviour'];
  readonly isOfConnection?: true;
  readonly prefix?: string;
}

/** Of requests that need no connection of their own, one in so many goes over one where a deviation shows only there. */
const overConnection = 6;

let rehearsal: Promise<Rehearsal> | undefined;

/** Tries one fault or one variation; what all trials have in common is made ready once in a process. */
export async function tryOne(kind: Trial['kind'], name: string): Promise<Trial> {
  const known: readonly (Deviation & { readonly name: string })[] = kind === 'fault' ? faults : variations;
  const deviation = known.find((candidate) => candidate.name === name);
  if (!deviation) throw new Error(`there is no ${kind} ${name}`);
  rehearsal ??= Rehearsal.begin();
  const { changed, tripped, defects } = await outcomeOf(deviation, await rehearsal);
  return {
    ...{ kind, name, changed, defects },
    tripped: tripped.map(({ id, requirement, status, message }) => ({
      ...{ id, requirement, status },
      // Of a fault the checks are enough; an alarm is to be understood.
      ...(kind === 'variation' ? { message } : {}),
    })),
  };
}

async function outcomeOf({ deviate, reaches, ...deviation }: Deviation, honest: Rehearsal): Promise<Outcome> {
  const standard = honest.repeatable.server();
  if (!deviation.isOfConnection) return honest.judge({ behaviour: deviate(standard), reaches });
  const server = await startEmbeddedServer({ behaviour: deviate, prefix: deviation.prefix });
  try {
    return await honest.judge({
      behaviour: standard,
      connected: honest.clientFor(server.url),
      // A login in two steps is one with itself alone.
      goesOverConnection: ({ wire }, count, { account }) =>
        account !== 'mfaUser' && (wire !== undefined || count % overConnection === 0),
    });
  } finally {
    await server.close();
  }
}
