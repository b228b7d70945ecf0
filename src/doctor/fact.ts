/** One thing that was examined before a run. Plain data, every secret masked. */
export interface Fact {
  /** `DNS`, `accounts.user` */
  readonly name: string;
  /** `unknown` is what could not be, or need not be, examined. */
  readonly status: 'ok' | 'problem' | 'unknown';
  /** What was found, in one clause or sentence. */
  readonly detail: string;
  /** What to do about a problem, in one sentence. */
  readonly remedy?: string;
}

export interface Section {
  readonly title: string;
  readonly facts: readonly Fact[];
}
