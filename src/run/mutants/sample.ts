import fc from 'fast-check';
import type { InjectedFault } from '../../reference/faults';
import type { Variation } from '../../reference/variations';

/**
 * A sample in which every effect and every condition is at least once, drawn by a seed: of faults for every effect one,
 * under a condition that was not there before as far as there is one.
 */
export function sampleOf<One extends Pick<InjectedFault | Variation, 'effect' | 'condition'>>(
  all: readonly One[],
  seed: number,
): readonly One[] {
  const [shuffled = []] = fc.sample(fc.shuffledSubarray([...all], { minLength: all.length }), {
    seed,
    numRuns: 1,
  });
  const effects = new Set<string>();
  const conditions = new Set<string>();
  const take = (wanted: (one: One) => boolean) =>
    shuffled.filter((one) => {
      if (!wanted(one)) return false;
      effects.add(one.effect);
      conditions.add(one.condition);
      return true;
    });
  return [
    ...take(({ effect, condition }) => !effects.has(effect) && !conditions.has(condition)),
    ...take(({ condition }) => !conditions.has(condition)),
    ...take(({ effect }) => !effects.has(effect)),
  ];
}
