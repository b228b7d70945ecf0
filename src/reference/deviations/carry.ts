import type { Behaviour } from '../behaviour';
import { Refusal } from '../refusal';
import type { TokensRequest } from '../http/tokens-request';
import { canHold, type Condition } from './conditions';
import { facetsOf, type Facets } from './facets';

/** The steps that go otherwise, given those that the document describes. */
export type Steps = (standard: Behaviour) => Partial<Behaviour>;

/**
 * Makes a server deviate in some steps, for the requests for which a condition holds.
 *
 * @param about what else is true of these requests
 */
export function carry(
  steps: Steps,
  condition: Condition,
  about: Partial<Facets> = {},
): (standard: Behaviour) => Behaviour {
  return (given) => {
    const standard: Behaviour = { ...given, readBody: readOnce(given) };
    const changed: Behaviour = { ...standard, ...steps(standard) };
    const occasion = condition.begin?.();
    return {
      ...standard,
      stepsFor: async (request) => {
        request.body = await bodyOf(request, standard);
        const holds =
          canHold({ ...about, ...condition.facets }, facetsOf(request, standard)) &&
          occasion?.holds() !== false;
        const own = holds ? changed : standard;
        return {
          ...own,
          send: (answer, outgoing, to) => {
            occasion?.answered(answer.status);
            return own.send(answer, outgoing, to);
          },
        };
      },
    };
  };
}

/** What the condition reads of a body is not gone for the steps. */
function readOnce(standard: Behaviour): Behaviour['readBody'] {
  const bodies = new WeakMap<TokensRequest, Promise<Uint8Array>>();
  return (request) => {
    const body = bodies.get(request) ?? standard.readBody(request);
    bodies.set(request, body);
    return body;
  };
}

/** A body that cannot be read is refused where its turn comes. */
async function bodyOf(request: TokensRequest, standard: Behaviour): Promise<Uint8Array> {
  try {
    return await standard.readBody(request);
  } catch (error) {
    if (error instanceof Refusal) return request.body;
    throw error;
  }
}
