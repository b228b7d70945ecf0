import type { ClientSettings } from './client-settings';
import type { Exchange } from './exchange';
import type { ValueOf } from './filled-request';
import type { Masker } from './masking';
import type { TokenRequest } from './token-request';

/** Where requests go and answers come from: a server, or a record of one. */
export interface Sender {
  readonly settings: Pick<ClientSettings, 'baseUrl' | 'connection'>;
  readonly masker: Masker;
  /** Requests that went out so far. */
  readonly sent: number;
  /** The exchange of a request; see Client. */
  send(request: TokenRequest, valueOf: ValueOf, how?: { readonly once?: boolean }): Promise<Exchange>;
  /** Sends nothing more, and lets go of what is under way. */
  close(): void;
}
