import type { InjectedFault } from '../faults';
import { type Condition, conditions, hasFacets } from '../faults/conditions';
import { carry } from '../faults/effect';
import { catalogueVariations, tokenVariations, userVariations } from './access';
import { httpMessageVariations, httpVariations } from './http';
import { jsonVariations } from './json';
import { faultVariations, multiFactorVariations, requestVariations } from './refusals';
import { forSomeUsers, type Variation as Difference } from './variation';
import { xmlExtensionVariations, xmlVariations } from './xml';

/** A server that differs from the embedded one under a condition, and keeps every requirement all the same. */
export interface Variation extends Pick<InjectedFault, 'name' | 'what' | 'deviate' | 'effect' | 'condition' | 'reaches' | 'isOfConnection'> {
  readonly prefix?: string;
}

/** Every legal difference: those of notation under any condition, those of content for some users alone. */
const differences: readonly Difference[] = [
  ...jsonVariations,
  ...xmlVariations,
  ...xmlExtensionVariations,
  ...httpVariations,
  ...httpMessageVariations,
  ...[...tokenVariations, ...userVariations, ...catalogueVariations].map(ofContent),
  ...multiFactorVariations,
  ...[...faultVariations, ...requestVariations].map(ofContent),
];

/** Every legal variation of the embedded server: each difference under each condition under which it is legal. */
export const variations: readonly Variation[] = differences.flatMap((difference) =>
  conditions.filter((condition) => isLegal(difference, condition)).map((condition) => variationOf(difference, condition)),
);

function ofContent(difference: Difference): Difference {
  return { only: forSomeUsers, ...difference };
}

/** Under two conditions at once, or for a connection, it proves nothing that it does not prove under one. */
function isLegal({ isOfConnection, only }: Difference, condition: Condition): boolean {
  const [facet, another] = Object.keys(condition.facets);
  if (isOfConnection) return facet === undefined && !condition.earlier;
  return another === undefined && (only?.(condition) ?? true);
}

function variationOf(difference: Difference, condition: Condition): Variation {
  const { name, what, steps, prefix, isOfConnection } = difference;
  return {
    name: [name, ...(condition.name === '' ? [] : [condition.name])].join('~'),
    what: [what, ...(condition.what === '' ? [] : [condition.what])].join(', '),
    deviate: isOfConnection ? (standard) => ({ ...standard, ...steps(standard) }) : carry(steps, condition),
    effect: name,
    condition: condition.name,
    ...(prefix === undefined ? {} : { prefix }),
    ...(isOfConnection ? { isOfConnection } : {}),
    ...(condition.earlier ? {} : { reaches: (facets) => hasFacets(condition.facets, facets) }),
  };
}
