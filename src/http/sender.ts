import type { ClientSettings } from './settings';
import type { Exchange } from './exchange/exchange';
import type { ValueOf } from './filled-request';
import type { Masker } from '../secrets/masking';
import type { TokenRequest } from './token-request';

/** How a request goes out. */
export interface SendingOptions {
  /**
   * The request has a side effect, as a failed login attempt does: it gets its own connection and is sent a single
   * time. Others change nothing at the server, so if one meets a connection that is just being closed, it is sent again
   * over a new one (RFC 9110, 9.2.2; RFC 9112, 9.3.1), and once more if that is closed as well. By default only a
   * failed login attempt is sent once. A rate-limited request had no side effect, so it is sent again, once.
   */
  readonly once?: boolean;
  /** It goes before all waiting requests. */
  readonly first?: boolean;
}

/** Where requests go and responses come from: a server, or a record of one. */
export interface Sender {
  readonly settings: Pick<ClientSettings, 'baseUrl' | 'connection'>;
  readonly masker: Masker;
  /** Requests sent so far. */
  readonly sent: number;
  /** How many responses asked to retry later so far, by status; absent for recorded responses. */
  readonly retries?: Readonly<Record<string, number>>;
  /** The exchange of a request; see Client. */
  send(request: TokenRequest, valueOf: ValueOf, how?: SendingOptions): Promise<Exchange>;
  /** Sends nothing more, and drops what is in flight. */
  close(): void;
}
