import { Exchange } from '../../identity/exchange';
import { KeptBytes } from '../../identity/kept-bytes';
import type { AuthRequest } from '../../oracle/auth-request';
import { readAuthRequest } from '../../oracle/read-auth-request';
import type { RecordedExchange } from './recorded-exchange';

/** A recorded exchange as the oracle reads it, before its secrets are known: none of it is to be shown. */
export interface ReadExchange {
  readonly recorded: RecordedExchange;
  readonly request: AuthRequest;
  readonly response: Exchange;
}

/** Reads a recorded exchange. */
export function readExchange(recorded: RecordedExchange): ReadExchange {
  const record = { id: '', request: { method: '', url: '', headers: {}, body: '' }, curl: '' };
  const kept = { ...recorded.answer, body: new KeptBytes(recorded.answer.body) };
  return {
    recorded,
    request: readAuthRequest(recorded),
    response: new Exchange(record, kept, (text) => text),
  };
}
