import { loadCatalogue } from '../../src/contract/catalogue';
import type { Condition } from './conditions';
import { slugOf } from './declare';
import { currentSpec } from './open-spec';
import { asSending } from './sending';
import { login } from './logins';

/** The end of the id of a check over every exchange. */
export const everyExchangeName = 'every-exchange';

/**
 * A requirement that every exchange of the run that it applies to must satisfy, whatever the purpose of its request.
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
    expectation: { expects: 'every exchange of the run satisfies it', judge: () => undefined },
  });
}
