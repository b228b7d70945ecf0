/** One request and its response as they may be shown: every secret is masked. Plain JSON, fit for a report. */
export interface ExchangeRecord {
  /** `x1`, `x2`, ... in the order in which requests were asked for; unique among the exchanges of a client. */
  readonly id: string;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    /** How it went over the wire, where that was not the usual way: `HTTP/1.0`. */
    readonly wire?: string;
  };
  /** Absent when no response came; `failure` then says why. */
  readonly response?: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly durationMs: number;
  };
  readonly failure?: string;
  /** A line for bash that repeats the request; secrets are environment variables in it, named after their masks. */
  readonly curl: string;
}
