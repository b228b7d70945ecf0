import type { Behaviour } from '../behaviour';
import { always, type Condition, conditions, type Facets, hasFacets } from './conditions';
import { credentialEffects, multiFactorEffects } from './credentials';
import { brokenBy, carry, conditionsOf, type Effect } from './effect';
import { httpMessageEffects, wholeServers } from './http-messages';
import { memberEffects, responseTextEffects, userEffects } from './missing-or-changed-members';
import { refusalStatusEffects, refusalTextEffects } from './refusals';
import { bodyEffects, notationEffects, parameterEffects } from './request-bodies';
import { tenantEffects, tokenEffects } from './tokens';

export { conditions, type Condition } from './conditions';
export { conditionsOf, type Effect } from './effect';

/** A deviation of the embedded server that breaks one requirement: an effect under a condition. */
export interface InjectedFault {
  /** Unique: `secret-not-compared~xml+tenant-id`, or the effect alone where it is there for every request. */
  readonly name: string;
  readonly breaks: string;
  /** Further requirements that say the same: a check of one of them catches it as well. */
  readonly alsoBreaks: readonly string[];
  /** What the server does wrong, in one sentence without a full stop. */
  readonly what: string;
  /** Replaces the steps that go wrong, and keeps the rest. */
  readonly deviate: (standard: Behaviour) => Behaviour;
  readonly effect: string;
  readonly condition: string;
  readonly tolerated?: string;
  /** Whether the answer to such a request can be another; for all where it is not told. */
  readonly reaches?: (facets: Facets) => boolean;
  /** That it is of the connection, and shows over a connection alone. */
  readonly isOfConnection?: true;
}

/** Every effect, in the order of the tables. */
export const effects: readonly Effect[] = [
  ...credentialEffects,
  ...tenantEffects,
  ...tokenEffects,
  ...userEffects,
  ...memberEffects,
  ...refusalStatusEffects,
  ...refusalTextEffects,
  ...parameterEffects,
  ...bodyEffects,
  ...notationEffects,
  ...responseTextEffects,
  ...multiFactorEffects,
  ...httpMessageEffects,
];

/** Every effect under every condition that goes with it, and the few servers that no pair can say. */
export const faults: readonly InjectedFault[] = [
  ...effects.flatMap((effect) => conditionsOf(effect, conditions).map((condition) => faultOf(effect, condition))),
  ...wholeServers.map(ofConnection),
];

export function faultOf(effect: Effect, condition: Condition): InjectedFault {
  const [breaks, ...alsoBreaks] = brokenBy(effect, condition);
  const { tolerated } = effect;
  const erratum = typeof tolerated === 'function' ? tolerated(condition) : tolerated;
  return {
    name: [effect.name, ...(condition.name === '' ? [] : [condition.name])].join('~'),
    breaks,
    alsoBreaks,
    what: [effect.what, ...(condition.what === '' ? [] : [condition.what])].join(', '),
    deviate: carry(effect.steps, condition, effect.about),
    effect: effect.name,
    condition: condition.name,
    ...(erratum === undefined ? {} : { tolerated: erratum }),
    ...(condition.earlier ? {} : { reaches: (facets) => hasFacets({ ...effect.about, ...condition.facets }, facets) }),
  };
}

function ofConnection(effect: Effect): InjectedFault {
  const { reaches: _, ...fault } = faultOf(effect, always);
  return { ...fault, deviate: (standard) => ({ ...standard, ...effect.steps(standard) }), isOfConnection: true };
}
