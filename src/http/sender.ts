import type { ClientSettings } from './settings';
import type { Exchange } from './exchange/exchange';
import type { ValueOf } from './request/filled-request';
import type { Masker } from '../secrets/masking';
import type { TokenRequest } from './request/token-request';

/** How a request goes out. */
export interface SendingOptions {
  /**
   * The request uses something up, as a failed login attempt does: it gets its own connection and is sent a
   * single time. Others change nothing at the server, so that one which met a connection just being closed is sent
   * again over a new one (RFC 9110, 9.2.2; RFC 9112, 9.3.1), and one that is closed there as well once more. By
   * default only a failed login attempt is sent once. A response that limits the rate uses nothing up: what met one is
   * sent again, once.
   */
  readonly once?: boolean;
  /** It goes before all that waits for its turn. */
  readonly first?: boolean;
}

/** Where requests go and responses come from: a server, or a record of one. */
export interface Sender {
  readonly settings: Pick<ClientSettings, 'baseUrl' | 'connection'>;
  readonly masker: Masker;
  /** Requests that went out so far. */
  readonly sent: number;
  /** How many responses asked to retry later so far, by status; nothing for a record of responses. */
  readonly retries?: Readonly<Record<string, number>>;
  /** The exchange of a request; see Client. */
  send(request: TokenRequest, valueOf: ValueOf, how?: SendingOptions): Promise<Exchange>;
  /** Sends nothing more, and lets go of what is under way. */
  close(): void;
}
