import type { Check } from './check';

/** The spec file that is being read, and what becomes of its sections and checks. */
export interface OpenSpec {
  /** `specs/tenant.spec.ts` */
  readonly file: string;
  /** The checks so far. */
  readonly declared: readonly Check[];
  readonly section: (title: string, body: () => void) => void;
  readonly declare: (check: Check) => void;
}

let open: OpenSpec | undefined;

/** Said before a spec file is loaded: the checks that it declares go to this one. */
export function openSpec(spec: OpenSpec): void {
  open = spec;
}

export function currentSpec(): OpenSpec {
  if (!open) throw new Error('A spec was loaded outside the suite: run it with `npx jest` or `npm start`.');
  return open;
}
