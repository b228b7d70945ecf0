// @ts-expect-error The runner has no types.
import circus from 'jest-circus/runner';
import type SpecEnvironment from './environment';

type Arguments = readonly [
  globalConfig: unknown,
  config: unknown,
  environment: SpecEnvironment,
  ...unknown[],
];

/** The runner of Jest; the findings of the environment are part of the result, also from another process. */
export default async function runner(...all: Arguments): Promise<unknown> {
  const result = await (circus as (...all: Arguments) => Promise<object>)(...all);
  return { ...result, evidence: all[2].evidence() };
}
