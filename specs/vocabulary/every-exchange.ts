import { loadCatalogue } from '../../src/contract/catalogue';
import type { Condition } from './conditions';
import { slugOf } from './declare';
import { currentSpec } from './open-spec';
import { asSending } from './sending';
import { login } from './logins';

/** The end of the id of a check over every exchange. */
export const everyExchangeName = 'every-exchange';

/**
 * A requirement that is asked of every exchange of the run of which it speaks, whatever its request was sent for.
 *
 * @param condition asks it of the exchanges alone for which it holds
 */
export function everyExchange(requirement: string, condition?: Condition): void {
  const entry = loadCatalogue().get(requirement);
  const spec = currentSpec();
  spec.declare({
    id: `${requirement}/${condition ? slugOf(condition.name) : everyExchangeName}`,
    requirement: entry,
    title: `${entry.title}: ${condition?.name ?? 'every exchange'}`,
    ...(condition ? { condition } : {}),
    profiles: [entry.profile],
    spec: spec.file,
    send: asSending(login()),
    compare: [],
    covers: [],
    expectation: { expects: 'every exchange of the run keeps it', judge: () => undefined },
  });
}
