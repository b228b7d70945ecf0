import { availableParallelism } from 'node:os';
import { Worker } from 'jest-worker';
import { inProject } from '../../contract/project-root';
import { faults } from '../../reference/faults';
import { variations } from '../../reference/variations';
import { declaredChecks } from '../declared-checks';
import { killMatrix, type KillMatrix } from './kill-matrix';
import type { Trial } from './trial';

export { holds, type KillMatrix } from './kill-matrix';
export { matrixPage, matrixSummary, survivorsFirst } from './render';

interface Trials {
  tryFault(name: string): Promise<Trial>;
  tryVariation(name: string): Promise<Trial>;
}

/** Which trials to make; all when none is named. */
export interface MutantsOptions {
  readonly faults?: readonly string[];
  /** Called after each trial. */
  readonly onTrial?: (done: number, total: number) => void;
}

/**
 * Proves the suite: every fault is caught by a check of the requirement that it breaks, every check catches a
 * fault, and no variation raises an alarm. Trials are spread over one process a core.
 */
export async function proveSuite({ faults: named = [], onTrial }: MutantsOptions = {}): Promise<KillMatrix> {
  const chosen = faults.filter(({ name }) => named.length === 0 || named.includes(name));
  const varied = named.length === 0 ? variations : [];
  const worker = new Worker(inProject('dist', 'src', 'run', 'mutants', 'worker.js'), {
    numWorkers: availableParallelism(),
    exposedMethods: ['tryFault', 'tryVariation'],
    // A process each: libxmljs2 does not work in threads.
    enableWorkerThreads: false,
  }) as unknown as Worker & Trials;
  let done = 0;
  const counted = async (trial: Promise<Trial>): Promise<Trial> => {
    const result = await trial;
    onTrial?.((done += 1), chosen.length + varied.length);
    return result;
  };
  try {
    const trials = await Promise.all([
      ...varied.map(({ name }) => counted(worker.tryVariation(name))),
      ...chosen.map(({ name }) => counted(worker.tryFault(name))),
    ]);
    const broken = new Set(chosen.map(({ breaks }) => breaks));
    const checks = declaredChecks().filter(
      ({ requirement }) => named.length === 0 || broken.has(requirement.id),
    );
    return killMatrix(checks, chosen, trials);
  } finally {
    await worker.end();
  }
}
