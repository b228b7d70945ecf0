import { Refusal } from '../refusal';
import type { TokensRequest } from './tokens-request';

const PATHS = new Set(['/v2.0/tokens', '/v2.0/tokens.json', '/v2.0/tokens.xml']);

/**
 * Lets only the one operation through, at its path or its two suffixed twins (document line 8).
 *
 * @throws Refusal `pathUnknown`, or `methodNotAllowed` for anything but POST (RFC 9110, section 15.5.6)
 */
export function admit(request: TokensRequest): void {
  if (!PATHS.has(request.path)) throw new Refusal('pathUnknown');
  if (request.method !== 'POST') throw new Refusal('methodNotAllowed');
}
