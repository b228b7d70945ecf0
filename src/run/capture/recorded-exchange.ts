import type { RawAnswer } from '../../identity/exchange';

/** One request of the operation and its answer, as an archive of traffic holds them. */
export interface RecordedExchange {
  readonly method: string;
  /** The URL of the service: what stands before `/v2.0/tokens`, without a trailing slash. */
  readonly baseUrl: string;
  /** Path and query below the service URL. */
  readonly path: string;
  /** Names in lower case, repeated ones joined. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly answer: RawAnswer;
}
