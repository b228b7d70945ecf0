import { Refusal } from '../refusal';
import type { TokensRequest } from './tokens-request';

/** A login is a few hundred bytes; more than this is refused unread. */
const BODY_LIMIT = 1024 * 1024;

/**
 * Takes the whole body from the connection.
 *
 * @throws Refusal `bodyTooLarge` above 1 MiB. What is beyond the limit is read and dropped, since a client
 * that is still sending would see a broken connection instead of the fault.
 */
export async function readBody(request: TokensRequest): Promise<Uint8Array> {
  const kept: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= BODY_LIMIT) kept.push(chunk);
  }
  if (size > BODY_LIMIT) throw new Refusal('bodyTooLarge');
  return Buffer.concat(kept);
}
