import circus from 'jest-circus/runner';
import type SpecEnvironment from './environment';

/** The runner of Jest; the findings of the environment are part of the result, also from another process. */
export default async function runner(
  ...[globalConfig, config, environment, ...others]: Parameters<typeof circus>
): Promise<unknown> {
  const result = await circus(globalConfig, config, environment, ...others);
  return { ...result, evidence: (environment as SpecEnvironment).evidence() };
}
