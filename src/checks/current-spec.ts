import type { Check } from './check';

/** The spec file that is being read, and what becomes of its sections and checks. */
interface CurrentSpec {
  /** `specs/tenant.spec.ts` */
  readonly file: string;
  /** The checks so far. */
  readonly declared: readonly Check[];
  readonly section: (title: string, body: () => void) => void;
  readonly declare: (check: Check) => void;
}

let current: CurrentSpec | undefined;

/** Called before a spec file is loaded: its checks are declared to this spec. */
export function setCurrentSpec(spec: CurrentSpec): void {
  current = spec;
}

export function currentSpec(): CurrentSpec {
  if (!current)
    throw new Error('A spec was loaded outside the suite: run it with `npx jest` or `npm start`.');
  return current;
}

/** The key under which the environment of a spec file holds its API, loaded once for all spec files. */
export const specApiKey = Symbol.for('identity-conformance.spec-api');
