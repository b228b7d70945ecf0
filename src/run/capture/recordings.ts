import { isBinary, textOf } from '../../identity/body-text';
import { Exchange } from '../../identity/exchange';
import { KeptBytes } from '../../identity/kept-bytes';
import type { Masker } from '../../identity/masking';
import { recorded as recordOf } from '../../identity/recorded';
import type { ReadExchange } from './read-exchange';

/** A recorded exchange, and what a report shows of it. */
export interface Recording extends ReadExchange {
  readonly exchange: Exchange;
}

/** Header fields that whoever repeats a request has to set again, and the name of the program that sent it. */
const ofTheWay = ['user-agent', 'host', 'connection', 'content-length', 'transfer-encoding'];

/** The exchanges as reports show them, every secret masked; each is named by its place in the archive: `x12`. */
export function recordingsOf(read: readonly ReadExchange[], masker: Masker): readonly Recording[] {
  const mask = (text: string) => masker.mask(text);
  return read.map((each) => {
    const { method, path, headers, body, answer, baseUrl, entry } = each.recorded;
    const filled = {
      method,
      path: [{ text: path }],
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, text]) => [
          name,
          [{ text, ...(ofTheWay.includes(name) ? { introduces: true as const } : {}) }],
        ]),
      ),
      // What is no text cannot be searched for secrets.
      body: [{ text: isBinary(body) ? `[${body.length} bytes that are not text]` : textOf(body) }],
    };
    const record = recordOf(`x${entry}`, { baseUrl }, filled, answer, masker);
    const kept = { ...answer, body: new KeptBytes(answer.body) };
    const sent = { method, path, headers, body };
    return { ...each, exchange: new Exchange(record, kept, mask, sent) };
  });
}
