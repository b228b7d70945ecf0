import type { CheckStatus } from '../../../specs/vocabulary/result';
import type { Check } from '../../../specs/vocabulary/check';
import type { Level } from '../../contract/requirement';
import type { ReferenceServerOptions } from '../../reference';
import { faults } from '../../reference/faults';
import { variations } from '../../reference/variations';
import { declaredChecks } from '../declared-checks';
import { loadConfiguration } from '../configuration';
import { generationOf, harnessFor } from '../harness';
import { openReferenceTarget } from '../target';

/** What the checks say of one deviating server. Plain JSON: it crosses processes. */
export interface Trial {
  readonly kind: 'fault' | 'variation';
  readonly name: string;
  readonly checks: readonly TriedCheck[];
  /** Exceptions of the suite itself. */
  readonly defects: readonly string[];
}

export interface TriedCheck {
  readonly id: string;
  readonly requirement: string;
  readonly level: Level;
  readonly status: CheckStatus;
  readonly message?: string;
}

/** Milliseconds for an answer: short for faults, some of which hang; long where slowness is no failure. */
const timeoutMs = { fault: 2000, variation: 15_000 };

/** The same in every trial, so that a fault is caught today as it was yesterday. */
const trialGeneration = generationOf({ seed: 1, fuzz: 30 });

/** Runs the checks of the requirement that a fault breaks against the embedded server with the fault. */
export async function tryFault(name: string): Promise<Trial> {
  const fault = faults.find((known) => known.name === name);
  if (!fault) throw new Error(`there is no fault ${name}`);
  const own = declaredChecks().filter(({ requirement }) => requirement.id === fault.breaks);
  return {
    kind: 'fault',
    name,
    ...(await judge(own, sentFor(own), timeoutMs.fault, { behaviour: fault.deviate })),
  };
}

/** Runs every check against the embedded server with a variation. */
export async function tryVariation(name: string): Promise<Trial> {
  const variation = variations.find((known) => known.name === name);
  if (!variation) throw new Error(`there is no variation ${name}`);
  const all = declaredChecks();
  return {
    kind: 'variation',
    name,
    ...(await judge(all, all, timeoutMs.variation, { behaviour: variation.vary, prefix: variation.prefix })),
  };
}

/** A check that waits for what is sent anyhow needs the requests of all. */
function sentFor(own: readonly Check[]): readonly Check[] {
  return own.some(({ send }) => send.settled) ? declaredChecks() : own;
}

async function judge(
  checks: readonly Check[],
  sent: readonly Check[],
  timeout: number,
  server: ReferenceServerOptions,
): Promise<Pick<Trial, 'checks' | 'defects'>> {
  const configuration = loadConfiguration({ environment: {}, flags: { timeoutMs: timeout } });
  const target = await openReferenceTarget(configuration, server);
  const harness = harnessFor(target, trialGeneration);
  try {
    harness.prefetch(sent);
    const results = await Promise.all(checks.map((check) => harness.run(check)));
    return {
      checks: results.map(({ id, requirement, level, status, message }) => ({
        ...{ id, requirement, level, status },
        ...(message === undefined ? {} : { message }),
      })),
      defects: harness.defects,
    };
  } finally {
    harness.client.close();
    await target.close();
  }
}
