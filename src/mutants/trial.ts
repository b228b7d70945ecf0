import type { CheckStatus } from '../checks/check';
import { startEmbeddedServer } from '../server';
import { faults } from '../server/faults';
import { variations } from '../server/variations';
import { Rehearsal, type Outcome } from './rehearsal';
import type { Deviating } from './trial-sender';

/** The result of a run against one deviating server. Plain JSON: it is sent between processes, and kept in a file. */
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

/** One in so many requests that need no real connection is sent over one anyway, if a deviation shows only there. */
const overConnection = 6;

let rehearsal: Promise<Rehearsal> | undefined;

/** Tries one fault or one variation; what all trials have in common is prepared once per process. */
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
      // For a fault the checks are enough; an alarm needs an explanation.
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
      // The two steps of a login must not be separated.
      goesOverConnection: ({ wire }, count, { account }) =>
        account !== 'mfaUser' && (wire !== undefined || count % overConnection === 0),
    });
  } finally {
    await server.close();
  }
}
