import type { RawResponse } from '../../identity/exchange';

/** One request of the operation and its response, as an archive of traffic holds them. */
export interface RecordedExchange {
  /** Its place among the entries of the archive, counted from 1. */
  readonly entry: number;
  readonly method: string;
  /** The URL of the service: what stands before `/v2.0/tokens`, without a trailing slash. */
  readonly baseUrl: string;
  /** Path and query below the service URL. */
  readonly path: string;
  /** Names in lower case, repeated ones joined. */
  readonly headers: Readonly<Record<string, string>>;
  /** The bytes of the request body, decoded. */
  readonly body: Buffer;
  readonly answer: RawResponse;
  /** Why the body of the response is not known, so that its status alone can be judged. */
  readonly unknownBody?: string;
}

/** Entries of an archive that are not judged, and why. */
export interface LeftAside {
  /** One clause: `it is no request to /v2.0/tokens`. */
  readonly why: string;
  /** Their places among the entries of the archive, counted from 1. */
  readonly entries: readonly number[];
}

/** What an archive holds of the operation. */
export interface Archive {
  /** How many entries it has in all. */
  readonly entries: number;
  /** In the order in which they were sent. */
  readonly exchanges: readonly RecordedExchange[];
  readonly aside: readonly LeftAside[];
}
