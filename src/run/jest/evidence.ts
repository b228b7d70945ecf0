import type { TestResult } from '@jest/test-result';
import type { CheckResult } from '../../checks/check';
import type { Harness } from '../../checks/harness';
import type { ExchangeRecord } from '../../http/exchange/exchange';
import { remasked } from '../../http/exchange/recorded';
import type { Stop } from '../../report/report';
import type { Masker } from '../../secrets/masking';

/** The findings of one spec file, as sent from the process that ran it. Plain JSON. */
export interface Evidence {
  readonly checks: readonly CheckResult[];
  /** The exchanges since the previous file. */
  readonly exchanges: readonly ExchangeRecord[];
  readonly requests: number;
  readonly defects: readonly string[];
  /** Failed login attempts since the previous file, by user name. */
  readonly wrongSecrets: Readonly<Record<string, number>>;
  /** What a limit of the configuration left out, and why. */
  readonly leftOut: Readonly<Record<string, string>>;
  /** How many responses asked to retry later since the previous file, by status. */
  readonly retries?: Readonly<Record<string, number>>;
  /** Why the server is considered gone. */
  readonly gone?: string;
  /** Why nothing more was sent, where it took too long. */
  readonly stopped?: Stop;
}

/** What a harness has found so far, besides the results of these checks. */
export function evidenceOf(harness: Harness, checks: readonly CheckResult[]): Evidence {
  const { records, client, defects, wrongSecrets, leftOut, gone } = harness;
  return {
    ...{ checks, exchanges: records, requests: client.sent },
    ...{ defects, wrongSecrets, leftOut, retries: client.retries ?? {} },
    ...(gone === undefined ? {} : { gone }),
  };
}

/** The test result of a spec file, with the evidence that the runner attached. */
export interface WithEvidence {
  readonly evidence?: Evidence;
}

const texts = ['message', 'expected', 'received', 'path'] as const;

/** Evidence masked by all the secrets that are known now: a later response may have revealed one in it. */
export function remaskedEvidence<T extends Evidence>(evidence: T, masker: Masker): T {
  const mask = (text: string) => masker.mask(text);
  return {
    ...evidence,
    exchanges: evidence.exchanges.map((record) => remasked(record, masker)),
    checks: evidence.checks.map((check) => ({ ...check, ...maskedTexts(check, mask) })),
    defects: evidence.defects.map(mask),
    ...(evidence.gone === undefined ? {} : { gone: mask(evidence.gone) }),
  };
}

function maskedTexts(check: CheckResult, mask: (text: string) => string): Partial<CheckResult> {
  return Object.fromEntries(
    texts.flatMap((name) => (check[name] === undefined ? [] : [[name, mask(check[name])]])),
  );
}

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
    const stopped = this.#evidence.find((evidence) => evidence.stopped)?.stopped;
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
      ...(stopped && { stopped }),
    };
  }
}

/** Counts by name, such as failed login attempts by user, put together. */
export function summedByName(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const all: Record<string, number> = {};
  for (const [name, count] of counts.flatMap((each) => Object.entries(each)))
    if (count > 0) all[name] = (all[name] ?? 0) + count;
  return all;
}
