/** One request and its answer as they may be shown: every secret is masked. Plain JSON, fit for a report. */
export interface ExchangeRecord {
  /** `x1`, `x2`, ... in the order of sending, unique in a run. */
  readonly id: string;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  };
  /** Absent when no answer came; `failure` then says why. */
  readonly response?: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly durationMs: number;
  };
  readonly failure?: string;
  /** A line for the shell that repeats the request; secrets are environment variables in it. */
  readonly curl: string;
}
