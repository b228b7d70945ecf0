import type { TestResult } from '@jest/test-result';
import { summedByName } from '../counts-by-name';
import type { Evidence, WithEvidence } from './evidence';

/** Puts the evidence of all spec files of a run together. */
export class Collector {
  readonly #evidence: Evidence[] = [];
  readonly #broken: string[] = [];

  add(result: TestResult & WithEvidence): void {
    if (result.evidence) this.#evidence.push(result.evidence);
    if (result.testExecError || !result.evidence)
      this.#broken.push(
        `${result.testFilePath}: ${result.testExecError?.message ?? 'it returned no results'}`,
      );
  }

  /** Everything that was found; `defects` has one sentence for each spec that could not be loaded. */
  get all(): Evidence {
    const gone = this.#evidence.find((evidence) => evidence.gone !== undefined)?.gone;
    return {
      checks: this.#evidence.flatMap(({ checks }) => checks),
      exchanges: this.#evidence.flatMap(({ exchanges }) => exchanges),
      requests: this.#evidence.reduce((sum, { requests }) => sum + requests, 0),
      defects: [
        ...this.#broken.map((what) => `A spec file could not be run: ${what}`),
        ...this.#evidence.flatMap(({ defects }) => defects),
      ],
      wrongSecrets: summedByName(this.#evidence.map(({ wrongSecrets }) => wrongSecrets)),
      leftOut: Object.assign({}, ...this.#evidence.map(({ leftOut }) => leftOut)) as Evidence['leftOut'],
      retries: summedByName(this.#evidence.map(({ retries }) => retries ?? {})),
      ...(gone === undefined ? {} : { gone }),
    };
  }
}
